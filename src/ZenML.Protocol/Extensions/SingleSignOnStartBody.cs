namespace ZenML.Protocol.Extensions;

/// <summary>The beginning of a login at the identity provider.</summary>
public sealed record SingleSignOnStartBody
{
    /// <summary>The nonce to send to the provider. It works once.</summary>
    public required string Nonce { get; init; }

    /// <summary>For how many seconds it is valid.</summary>
    public required long ExpiresIn { get; init; }
}
