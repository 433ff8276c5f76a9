namespace ZenML.Protocol.Accounts;

/// <summary>The rest of an API key.</summary>
public sealed record ApiKeyMetadata
{
    /// <summary>What it is for.</summary>
    public required string Description { get; init; }

    /// <summary>For how many minutes the key before it stayed good.</summary>
    public required long RetainPeriodMinutes { get; init; }

    /// <summary>When someone last logged in with it.</summary>
    public DateTimeOffset? LastLogin { get; init; }

    /// <summary>When it was last replaced.</summary>
    public DateTimeOffset? LastRotated { get; init; }
}
