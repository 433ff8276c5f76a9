using System.Globalization;
using System.Net;
using System.Text.Json;
using ZenML.Core.Secrets;
using ZenML.Server.Configuration;

namespace ZenML.Server.SecretsStores;

/// <summary>
/// The settings of one secrets store. They are named by the part of the name that follows the prefix, because the same ones describe the
/// store and its backup. Collects all problems, never with a value.
/// </summary>
/// <param name="reader">The settings of the server.</param>
/// <param name="prefix">What their names begin with, such as <see cref="Primary"/>.</param>
internal sealed class StoreSettings(SettingsReader reader, string prefix)
{
    /// <summary>The prefix of the store's settings.</summary>
    public const string Primary = "ZENML_SECRETS_STORE_";

    /// <summary>The prefix of the backup store's settings.</summary>
    public const string Backup = "ZENML_BACKUP_SECRETS_STORE_";

    /// <summary>Opens the store of the program that contains the server; null if it has none.</summary>
    public SecretsStoreOpener? Custom { get; init; }

    /// <summary>The whole name of a setting.</summary>
    public string Name(string suffix) => prefix + suffix;

    /// <summary>Returns the text; null if the setting is absent or empty.</summary>
    public string? Text(string suffix) => reader.Text(Name(suffix));

    /// <summary>Returns a variable of the vendor, by its whole name; null if it is absent or empty.</summary>
    public string? Vendor(string name) => reader.Text(name);

    /// <summary>Returns the text; reports that it is required if it is absent.</summary>
    public string Required(string suffix)
    {
        if (Text(suffix) is { } text)
        {
            return text;
        }

        Fail(suffix, "is required.");
        return "";
    }

    /// <summary>Returns a whole number; null if the setting is absent.</summary>
    public int? Number(string suffix, int minimum, int maximum)
    {
        if (Text(suffix) is not { } text)
        {
            return null;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= minimum && number <= maximum)
        {
            return number;
        }

        Fail(suffix, string.Create(CultureInfo.InvariantCulture, $"must be a whole number from {minimum} to {maximum}."));
        return null;
    }

    /// <summary>Returns sensitive text; null if the setting is absent.</summary>
    public SensitiveString? Secret(string suffix) => Text(suffix) is { } text ? new SensitiveString(text) : null;

    /// <summary>
    /// Returns an https address, or an http address of this machine; null if the setting is absent. It has no user name, password, query or
    /// fragment.
    /// </summary>
    /// <param name="suffix">The setting.</param>
    /// <param name="allowsPlain">Whether http addresses of other machines are allowed.</param>
    public Uri? Address(string suffix, bool allowsPlain = false)
    {
        if (Text(suffix) is not { } text)
        {
            return null;
        }

        if (FindProblem(text, allowsPlain) is { } problem)
        {
            Fail(suffix, problem);
            return null;
        }

        return new Uri(text);
    }

    /// <summary>Says what is wrong with an address that is to be called; null if nothing is.</summary>
    public static string? FindProblem(string text, bool allowsPlain = false)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var address)
            || address.Scheme is not ("http" or "https")
            || address.UserInfo.Length + address.Query.Length + address.Fragment.Length > 0)
        {
            return "must be an address such as https://vault.example.com:8200, without a user name, query or fragment.";
        }

        return address.Scheme == "https" || allowsPlain || IsLoopback(address)
            ? null
            : "must begin with https: over http, credentials and values would be sent in the clear.";
    }

    /// <summary>Returns one of a set of words; the first one if the setting is absent.</summary>
    public string Choice(string suffix, params IReadOnlyList<string> words) => reader.Choice(Name(suffix), words);

    /// <summary>Returns a truth value; false if the setting is absent.</summary>
    public bool Switch(string suffix) => reader.Switch(Name(suffix));

    /// <summary>Returns the full path of a readable file; null if the setting is absent.</summary>
    public string? File(string suffix) => reader.File(Name(suffix));

    /// <summary>Returns the full path of a readable file that a variable of the vendor names; null if it is absent.</summary>
    public string? VendorFile(string name) => reader.File(name);

    /// <summary>
    /// Returns the fields of a JSON object of texts, numbers and truth values, each as text; none if the setting is absent. A field that is
    /// not among the words is reported.
    /// </summary>
    public IReadOnlyDictionary<string, string> Fields(string suffix, params IReadOnlyList<string> words)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        if (Text(suffix) is not { } text)
        {
            return fields;
        }

        try
        {
            using var document = JsonDocument.Parse(text, new JsonDocumentOptions { AllowDuplicateProperties = false, MaxDepth = 8 });
            foreach (var field in document.RootElement.EnumerateObject())
            {
                if (!words.Contains(field.Name))
                {
                    Fail(suffix, $"has a field that is not known. It can have {string.Join(", ", words)}.");
                }
                else if (field.Value.ValueKind is JsonValueKind.Object or JsonValueKind.Array)
                {
                    Fail(suffix, $"must have a text as '{field.Name}'.");
                }
                else if (field.Value.ValueKind != JsonValueKind.Null)
                {
                    fields[field.Name] = field.Value.ToString();
                }
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            Fail(suffix, "must be a JSON object.");
        }

        return fields;
    }

    /// <summary>Reports a problem with a setting, as the end of a sentence that begins with its name.</summary>
    public void Fail(string suffix, string problem) => reader.Report(Name(suffix), problem);

    /// <summary>
    /// Reports a problem with several settings, as the end of a sentence that begins with the one that chooses the store.
    /// </summary>
    public void Fail(string problem) => reader.Report(Name(SecretsStoreCatalog.TypeSuffix), problem);

    private static bool IsLoopback(Uri address) =>
        address.Host == "localhost" || (IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip));
}
