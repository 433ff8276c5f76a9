using System.Text.Json.Serialization;

namespace ZenML.Client.Settings;

/// <summary>The choices of one person for one server. They contain no secrets: tokens are stored in a file of their own.</summary>
internal sealed record ServerSettings
{
    /// <summary>The active workspace there; null for the default one.</summary>
    [JsonPropertyName("active_workspace")]
    public ActiveChoice? Workspace { get; init; }

    /// <summary>A file with the certificate authorities to trust; null for those of the system.</summary>
    [JsonPropertyName("ca_file")]
    public string? CertificateAuthorities { get; init; }

    /// <summary>
    /// The account of this machine under which it may run, besides your own and root: a number, or <c>*</c> for any; null for none.
    /// </summary>
    [JsonPropertyName("account")]
    public string? Account { get; init; }
}
