using System.Text.Json.Nodes;

namespace ZenML.TestKit.SecretsStores.Hashicorp;

/// <summary>An answer of Vault.</summary>
/// <param name="Status">The status.</param>
/// <param name="Body">The body; null for none.</param>
internal sealed record VaultReply(int Status, JsonNode? Body)
{
    /// <summary>The error of a policy.</summary>
    public const string Denied = "1 error occurred:\n\t* permission denied\n\n";

    /// <summary>Nothing to say.</summary>
    public static VaultReply Done { get; } = new(204, null);

    /// <summary>Nothing is there.</summary>
    public static VaultReply Nothing => Errors(404);

    /// <summary>An answer with data.</summary>
    public static VaultReply With(JsonNode? data, int status = 200) => new(status, Envelope(data, null));

    /// <summary>An answer with a token.</summary>
    public static VaultReply Login(JsonNode auth) => new(200, Envelope(null, auth));

    /// <summary>An error.</summary>
    public static VaultReply Errors(int status, params string[] errors) =>
        new(status, new JsonObject { ["errors"] = new JsonArray([.. errors.Select(error => (JsonNode)error)]) });

    /// <summary>An error because of a path of the other version of the engine.</summary>
    public static VaultReply WrongStyle()
    {
        var body = Envelope(null, null);
        body["warnings"] = new JsonArray("Invalid path for a versioned K/V secrets engine.");
        return new VaultReply(404, body);
    }

    private static JsonObject Envelope(JsonNode? data, JsonNode? auth) => new()
    {
        ["request_id"] = Guid.NewGuid().ToString("D"),
        ["lease_id"] = "",
        ["renewable"] = false,
        ["lease_duration"] = 0,
        ["data"] = data,
        ["wrap_info"] = null,
        ["warnings"] = null,
        ["auth"] = auth,
    };
}
