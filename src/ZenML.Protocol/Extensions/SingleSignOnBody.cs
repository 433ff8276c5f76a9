namespace ZenML.Protocol.Extensions;

/// <summary>The identity provider that people log in with, and its addresses.</summary>
public sealed record SingleSignOnBody
{
    /// <summary>The address of the provider.</summary>
    public required string Issuer { get; init; }

    /// <summary>The id of the server as a client of the provider.</summary>
    public required string ClientId { get; init; }

    /// <summary>The scopes to ask for, separated by spaces.</summary>
    public required string Scopes { get; init; }

    /// <summary>What people call the provider.</summary>
    public required string Name { get; init; }

    /// <summary>Where people log in.</summary>
    public required string AuthorizationEndpoint { get; init; }

    /// <summary>Where codes are exchanged for tokens.</summary>
    public required string TokenEndpoint { get; init; }

    /// <summary>Where the login of a device begins; null if the provider has none.</summary>
    public string? DeviceAuthorizationEndpoint { get; init; }

    /// <summary>Whether the provider names itself as <c>iss</c> when it sends a person back (RFC 9207).</summary>
    public required bool NamesIssuer { get; init; }

    /// <summary>Who can log in with a password: <c>on</c>, <c>off</c> or <c>administrators</c>.</summary>
    public required string PasswordLogin { get; init; }
}
