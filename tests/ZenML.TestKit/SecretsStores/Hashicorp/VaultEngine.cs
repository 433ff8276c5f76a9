using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ZenML.TestKit.SecretsStores.Hashicorp;

/// <summary>A secrets engine of KV version 2.</summary>
internal sealed class VaultEngine(TimeProvider clock)
{
    // What integrated storage holds, less what it adds to the JSON text of an entry.
    private const int MostBytes = 1_048_576 - 228;

    private const int DefaultVersions = 10;

    private readonly SortedDictionary<string, VaultSecret> secrets = new(StringComparer.Ordinal);
    private int keep = DefaultVersions;
    private bool requiresCas;

    /// <summary>All names.</summary>
    public IReadOnlyCollection<string> Names => [.. secrets.Keys];

    /// <summary>Whether there is a secret with a version, which makes a write an update.</summary>
    public bool Has(string path) => secrets.TryGetValue(path, out var secret) && secret.Current > 0;

    /// <summary>Writes past the API, as an operator does.</summary>
    public void Put(string path, JsonObject data) => Write(path, new JsonObject { ["data"] = data });

    /// <summary>Answers a request.</summary>
    /// <param name="method">The method; <c>LIST</c> for lists.</param>
    /// <param name="verb">The first segment below the mount.</param>
    /// <param name="path">The rest.</param>
    /// <param name="version">The version that is asked for.</param>
    /// <param name="body">The body; null for none.</param>
    public VaultReply Answer(string method, string verb, string path, string? version, JsonObject? body) => (method, verb) switch
    {
        ("POST" or "PUT", "data") => path.Length == 0 || path.EndsWith('/')
            ? VaultReply.Errors(400, "cannot write to a path ending in '/'")
            : Write(path, body),
        ("GET", "data") => Read(path, version),
        ("DELETE", "data") => Change(path, secret => secret.Delete([secret.Current], clock.GetUtcNow())),
        ("LIST", "data") => VaultReply.Errors(405, "1 error occurred:\n\t* unsupported operation\n\n"),
        ("LIST", "metadata") => List(path.Length == 0 || path.EndsWith('/') ? path : $"{path}/"),
        ("GET", "metadata") => secrets.TryGetValue(path, out var found) ? VaultReply.With(found.DescribeAll()) : VaultReply.Nothing,
        ("POST" or "PUT", "metadata") => Configure(path, body),
        ("DELETE", "metadata") => Remove(path),
        ("POST" or "PUT", "delete") => Change(path, body, "No", (secret, versions) => secret.Delete(versions, clock.GetUtcNow())),
        ("POST" or "PUT", "undelete") => Change(path, body, "No", (secret, versions) => secret.Undelete(versions)),
        ("POST" or "PUT", "destroy") => Change(path, body, "no", (secret, versions) => secret.Destroy(versions)),
        ("POST" or "PUT", "config") => Configure(body),
        ("GET", "config") => VaultReply.With(new JsonObject
        {
            ["cas_required"] = requiresCas, ["delete_version_after"] = "0s", ["max_versions"] = keep == DefaultVersions ? 0 : keep,
        }),
        ("OPTIONS", _) => VaultReply.Errors(405, "1 error occurred:\n\t* unsupported operation\n\n"),
        (_, "data" or "metadata" or "delete" or "undelete" or "destroy" or "config") => VaultReply.Errors(405),
        _ => VaultReply.WrongStyle(),
    };

    private VaultReply Write(string path, JsonObject? body)
    {
        if (body?.ContainsKey("data") != true)
        {
            return VaultReply.Errors(400, "no data provided");
        }

        if (body["data"] is not (null or JsonObject))
        {
            return VaultReply.Errors(400, "error converting input for field \"data\": expected a map");
        }

        var secret = secrets.GetValueOrDefault(path);
        var options = body["options"] as JsonObject;
        var given = options?.ContainsKey("cas") == true;
        if (!given && (requiresCas || secret?.RequiresCas == true))
        {
            return VaultReply.Errors(400, "check-and-set parameter required for this call");
        }

        long cas = 0;
        if (given && !TryReadCas(options!["cas"], out cas))
        {
            return VaultReply.Errors(400, "error parsing check-and-set parameter");
        }
        else if (given && cas != (secret?.Current ?? 0))
        {
            return VaultReply.Errors(400, "check-and-set parameter did not match the current version");
        }

        var data = Sort(body["data"] as JsonObject ?? []);
        if (SizeOf(data) > MostBytes)
        {
            return VaultReply.Errors(500, string.Create(CultureInfo.InvariantCulture,
                $"1 error occurred:\n\t* put failed due to value being too large; got {SizeOf(data) + 228} bytes, max: 1048576 bytes\n\n"));
        }

        var now = clock.GetUtcNow();
        secret ??= secrets[path] = new VaultSecret(now);
        return VaultReply.With(secret.Add(data, secret.MaximumVersions > 0 ? secret.MaximumVersions : keep, now));
    }

    private static bool TryReadCas(JsonNode? node, out long cas) =>
        long.TryParse(node?.ToString() ?? "-1", NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out cas);

    private VaultReply Read(string path, string? version)
    {
        if (!long.TryParse(version ?? "0", NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
        {
            return VaultReply.Errors(500, "1 error occurred:\n\t* error converting input for field \"version\"\n\n");
        }

        return secrets.TryGetValue(path, out var secret) ? secret.Read(number) : VaultReply.Nothing;
    }

    private VaultReply List(string folder)
    {
        var keys = secrets.Keys
            .Where(name => name.StartsWith(folder, StringComparison.Ordinal))
            .Select(name => name[folder.Length..])
            .Select(name => name.IndexOf('/', StringComparison.Ordinal) is >= 0 and var end ? name[..(end + 1)] : name)
            .Distinct()
            .Order(StringComparer.Ordinal)
            .ToArray();
        return keys.Length == 0
            ? VaultReply.Nothing
            : VaultReply.With(new JsonObject { ["keys"] = new JsonArray([.. keys.Select(key => (JsonNode)key)]) });
    }

    private VaultReply Configure(string path, JsonObject? body)
    {
        if (!secrets.TryGetValue(path, out var secret))
        {
            secret = secrets[path] = new VaultSecret(clock.GetUtcNow());
        }

        secret.MaximumVersions = (int?)body?["max_versions"] ?? secret.MaximumVersions;
        secret.RequiresCas = (bool?)body?["cas_required"] ?? secret.RequiresCas;
        return VaultReply.Done;
    }

    private VaultReply Configure(JsonObject? body)
    {
        keep = (int?)body?["max_versions"] is > 0 and var most ? most : keep;
        requiresCas = (bool?)body?["cas_required"] ?? requiresCas;
        return VaultReply.Done;
    }

    private VaultReply Remove(string path)
    {
        secrets.Remove(path);
        return VaultReply.Done;
    }

    private VaultReply Change(string path, Action<VaultSecret> change)
    {
        if (secrets.TryGetValue(path, out var secret))
        {
            change(secret);
        }

        return VaultReply.Done;
    }

    private VaultReply Change(string path, JsonObject? body, string no, Action<VaultSecret, IEnumerable<long>> change) =>
        body?["versions"] is JsonArray { Count: > 0 } versions
            ? Change(path, secret => change(
                secret, versions.Select(version => long.Parse(version!.ToString(), CultureInfo.InvariantCulture))))
            : VaultReply.Errors(400, $"{no} version number provided");

    /// <remarks>Vault keeps maps, whose keys it sorts, and takes every number for a float.</remarks>
    private static JsonObject Sort(JsonObject data) => new(data
        .OrderBy(field => field.Key, StringComparer.Ordinal)
        .Select(field => KeyValuePair.Create<string, JsonNode?>(field.Key, field.Value switch
        {
            JsonObject inner => Sort(inner),
            JsonValue value when value.GetValueKind() == JsonValueKind.Number =>
                JsonValue.Create(double.Parse(value.ToJsonString(), CultureInfo.InvariantCulture)),
            _ => field.Value?.DeepClone(),
        })));

    /// <remarks>Go writes these characters of texts as six bytes each.</remarks>
    private static int SizeOf(JsonNode node) => node switch
    {
        JsonObject map => 2 + map.Sum(
            field => SizeOf(JsonValue.Create(field.Key)) + 2 + (field.Value is null ? 4 : SizeOf(field.Value))),
        JsonArray list => 2 + list.Sum(item => (item is null ? 4 : SizeOf(item)) + 1),
        JsonValue value when value.TryGetValue<string>(out var text) => 2 + Encoding.UTF8.GetByteCount(text) + text.Sum(Escape),
        _ => node.ToJsonString().Length,
    };

    private static int Escape(char character) => character switch
    {
        '<' or '>' or '&' => 5,
        '"' or '\\' or '\n' or '\r' or '\t' => 1,
        < ' ' => 5,
        '\u2028' or '\u2029' => 3,
        _ => 0,
    };
}
