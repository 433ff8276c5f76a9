using System.Text.Json.Serialization;

namespace ZenML.Client.Settings;

/// <summary>What one person chose for one server. Nothing secret: tokens lie in a file of their own.</summary>
internal sealed record ServerSettings
{
    /// <summary>The active workspace there; null for the default one.</summary>
    [JsonPropertyName("active_workspace")]
    public ActiveChoice? Workspace { get; init; }

    /// <summary>A file with the certificates that vouch for the server; null for those that the system trusts.</summary>
    [JsonPropertyName("ca_file")]
    public string? CertificateAuthorities { get; init; }

    /// <summary>
    /// The account of this machine that may run it, besides one's own and root: a number, or <c>*</c> for any; null for
    /// none.
    /// </summary>
    [JsonPropertyName("account")]
    public string? Account { get; init; }
}
