namespace ZenML.SecretsStores.Command;

/// <summary>A program that stores secrets.</summary>
public sealed record CommandOptions
{
    /// <summary>The program, followed by its arguments. No shell reads them.</summary>
    public required IReadOnlyList<string> Command { get; init; }

    /// <summary>The most bytes of one entry. Larger values are split.</summary>
    public int MaximumEntryBytes { get; init; } = 1024 * 1024;

    /// <summary>How long a request can take.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromSeconds(20);
}
