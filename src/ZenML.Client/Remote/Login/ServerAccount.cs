using System.Text.Json.Serialization;

namespace ZenML.Client.Remote.Login;

/// <summary>How this machine is known to one server.</summary>
internal sealed record ServerAccount
{
    /// <summary>The name of the user, if a password was given.</summary>
    [JsonPropertyName("user_name")]
    public string? UserName { get; init; }

    /// <summary>The password, only if it was asked to be kept.</summary>
    [JsonPropertyName("password")]
    public string? Password { get; init; }

    /// <summary>The key of a service account.</summary>
    [JsonPropertyName("api_key")]
    public string? ApiKey { get; init; }

    /// <summary>The token of the last login.</summary>
    [JsonPropertyName("token")]
    public string? Token { get; init; }

    /// <summary>The number of our extensions that the server had when it was last used; null if that is not known.</summary>
    [JsonPropertyName("extensions")]
    public int? Extensions { get; init; }

    /// <summary>Whether it is enough to log in again without asking anyone.</summary>
    [JsonIgnore]
    public bool CanLogIn => ApiKey is not null || (UserName is not null && Password is not null);

    /// <summary>No credential.</summary>
    public override string ToString() => UserName ?? (ApiKey is null ? "a token" : "an API key");
}
