namespace ZenML.Core.Secrets.Deletion;

/// <summary>How long deleted secrets are kept.</summary>
public sealed record SecretRetention
{
    /// <summary>The number of days unless a server is set to another one.</summary>
    public const int DefaultDays = 30;

    /// <summary>The most days that a server can be set to.</summary>
    public const int MaximumDays = 3_650;

    /// <summary>How long a deleted secret is kept.</summary>
    public TimeSpan Lifetime { get; init; } = TimeSpan.FromDays(DefaultDays);

    /// <summary>
    /// Whether each change of a secret also purges some of those that were kept long enough, because nothing else does it.
    /// </summary>
    public bool PurgesOnChange { get; init; }
}
