namespace ZenML.Protocol.Extensions;

/// <summary>A reset of the caller's password by an administrator, as it travels.</summary>
public sealed record PasswordResetResource
{
    /// <summary>The identity.</summary>
    public required Guid Id { get; init; }

    /// <summary>The name of the administrator at the time; empty if it is not known.</summary>
    public required string Administrator { get; init; }

    /// <summary>When the new password was set.</summary>
    public required DateTimeOffset Completed { get; init; }

    /// <summary>How often someone logged in to the account since, up to the next reset.</summary>
    public required long Logins { get; init; }

    /// <summary>Whether the account does not see its private secrets until the reset is confirmed or they are released.</summary>
    public bool HidesSecrets { get; init; }

    /// <summary>The administrator who released them; null if nobody did.</summary>
    public string? ReleasedBy { get; init; }
}
