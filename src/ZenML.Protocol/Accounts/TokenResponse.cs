namespace ZenML.Protocol.Accounts;

/// <summary>The answer to a login.</summary>
public sealed record TokenResponse
{
    /// <summary>The token, to be sent with each request.</summary>
    public required string AccessToken { get; init; }

    /// <summary>How to send it.</summary>
    public string TokenType { get; init; } = "bearer";

    /// <summary>For how many seconds it is good; null for as long as its device.</summary>
    public long? ExpiresIn { get; init; }

    /// <summary>There are none.</summary>
    public string? RefreshToken { get; init; }

    /// <summary>There are none.</summary>
    public string? Scope { get; init; }
}
