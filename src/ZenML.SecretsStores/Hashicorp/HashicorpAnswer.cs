using System.Net;
using System.Text.Json;
using ZenML.SecretsStores.Requests;

namespace ZenML.SecretsStores.Hashicorp;

/// <summary>An answer of Vault. Its fields are read without an exception, because anything may answer at an address.</summary>
/// <param name="status">The status.</param>
/// <param name="root">The JSON; an undefined element if it is none.</param>
internal readonly struct HashicorpAnswer(HttpStatusCode status, JsonElement root)
{
    // Part of the text of an error of every version.
    private const string Denied = "permission denied", NoMount = "no handler for route", Mismatch = "check-and-set parameter did not match";
    private const string TooLarge = "value being too large", Sealed = "Vault is sealed", InvalidToken = "invalid token";
    private const string NoToken = "missing client token", NotActive = "local node not active", Upgrading = "Upgrading from non-versioned";

    /// <summary>The status.</summary>
    public HttpStatusCode Status => status;

    /// <summary>Whether it is a success.</summary>
    public bool IsSuccess => (int)status is >= 200 and < 300;

    /// <summary>What it says about the entry: <c>data</c>.</summary>
    public JsonElement Data => Find(root, "data");

    /// <summary>What it says about a login: <c>auth</c>.</summary>
    public JsonElement Login => Find(root, "auth");

    /// <summary>Whether there is no secrets engine at the path.</summary>
    public bool HasNoMount => Says(NoMount);

    /// <summary>Whether there is something, and check-and-set says that there must be nothing.</summary>
    public bool IsMismatch => Says(Mismatch);

    /// <summary>Whether the entry is larger than the storage can hold.</summary>
    public bool IsTooLarge => status == HttpStatusCode.RequestEntityTooLarge || Says(TooLarge);

    /// <summary>Whether Vault is sealed.</summary>
    public bool IsSealed => Says(Sealed);

    /// <summary>Whether the token is not valid, or none was sent.</summary>
    public bool IsTokenRefused => (status == HttpStatusCode.Forbidden && (ErrorIs(Denied) || Says(InvalidToken))) || Says(NoToken);

    /// <summary>Whether the node has no leader, or the engine is being changed: it is worth waiting.</summary>
    public bool IsPassing => status is HttpStatusCode.TemporaryRedirect or HttpStatusCode.PreconditionFailed
        || Says(NotActive) || Says(Upgrading);

    /// <summary>Whether this 404 says that a version was there and is deleted.</summary>
    public bool IsDeletedVersion => Find(Data, "metadata").ValueKind == JsonValueKind.Object;

    /// <summary>Whether this is JSON of any kind.</summary>
    public bool IsJson => root.ValueKind == JsonValueKind.Object;

    /// <summary>Reads an answer.</summary>
    public static HashicorpAnswer Read(BackEndResponse response)
    {
        try
        {
            using var document = JsonDocument.Parse(response.Body);
            return new HashicorpAnswer(response.Status, document.RootElement.Clone());
        }
        catch (JsonException)
        {
            return new HashicorpAnswer(response.Status, default);
        }
    }

    /// <summary>Finds a field of an object; an undefined element if it is not there.</summary>
    public static JsonElement Find(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var found) ? found : default;

    /// <summary>Finds a text of an object; null if it is not there.</summary>
    public static string? FindText(JsonElement element, string name) =>
        Find(element, name) is { ValueKind: JsonValueKind.String } found ? found.GetString() : null;

    /// <summary>Finds a whole number of an object; null if it is not there.</summary>
    public static long? FindNumber(JsonElement element, string name) =>
        Find(element, name) is { ValueKind: JsonValueKind.Number } found && found.TryGetInt64(out var number) ? number : null;

    private bool Says(string text) => AnyError(error => error.Contains(text, StringComparison.Ordinal));

    private bool ErrorIs(string text) => AnyError(error => error == text);

    private bool AnyError(Func<string, bool> isMeant) => Find(root, "errors") is { ValueKind: JsonValueKind.Array } errors
        && errors.EnumerateArray().Any(error => error.ValueKind == JsonValueKind.String && isMeant(error.GetString()!));
}
