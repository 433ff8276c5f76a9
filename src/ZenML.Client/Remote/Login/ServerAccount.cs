using System.Text.Json.Serialization;
using ZenML.Client.Remote.Login.Identities;

namespace ZenML.Client.Remote.Login;

/// <summary>The stored login of this machine for one server.</summary>
internal sealed record ServerAccount
{
    /// <summary>The user name of a login with a password.</summary>
    [JsonPropertyName("user_name")]
    public string? UserName { get; init; }

    /// <summary>The password, only if the user asked to store it.</summary>
    [JsonPropertyName("password")]
    public string? Password { get; init; }

    /// <summary>The API key of a service account.</summary>
    [JsonPropertyName("api_key")]
    public string? ApiKey { get; init; }

    /// <summary>The token from the last login.</summary>
    [JsonPropertyName("token")]
    public string? Token { get; init; }

    /// <summary>The name of the identity provider at which the user logged in; null if they logged in otherwise.</summary>
    [JsonPropertyName("single_sign_on")]
    public string? SingleSignOn { get; init; }

    /// <summary>The version of the server's extensions at the last use; null if unknown.</summary>
    [JsonPropertyName("extensions")]
    public int? Extensions { get; init; }

    /// <summary>Where to get identity tokens; null if the login is another one. Never stored.</summary>
    [JsonIgnore]
    public IdentitySource? Identity { get; init; }

    /// <summary>Whether the stored credentials allow a new login without a prompt.</summary>
    [JsonIgnore]
    public bool CanLogIn => Identity is not null || ApiKey is not null || (UserName is not null && Password is not null);

    /// <summary>How one is logged in, without credentials.</summary>
    [JsonIgnore]
    public string Kind => this switch
    {
        { Identity: { } identity } => $"identity token of {identity.Name}",
        { ApiKey: not null } => "API key",
        { UserName: not null } => "password",
        { SingleSignOn: { } provider } => $"single sign-on with {provider}",
        _ => "browser",
    };

    /// <summary>Returns a description without credentials.</summary>
    public override string ToString() => UserName ?? (ApiKey is null ? "a token" : "an API key");
}
