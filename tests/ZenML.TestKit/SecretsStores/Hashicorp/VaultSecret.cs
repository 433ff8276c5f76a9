using System.Globalization;
using System.Text.Json.Nodes;

namespace ZenML.TestKit.SecretsStores.Hashicorp;

/// <summary>One secret of an engine of KV version 2, with its versions.</summary>
internal sealed class VaultSecret(DateTimeOffset created)
{
    private readonly SortedDictionary<long, Version> versions = [];

    private DateTimeOffset? updated;

    /// <summary>The number of the last version; 0 if there was none.</summary>
    public long Current { get; private set; }

    /// <summary>How many versions are kept; 0 for as many as the engine says.</summary>
    public int MaximumVersions { get; set; }

    /// <summary>Whether writes must use check-and-set.</summary>
    public bool RequiresCas { get; set; }

    /// <summary>Adds a version and drops old ones.</summary>
    public JsonObject Add(JsonObject data, int keep, DateTimeOffset now)
    {
        Current++;
        updated = now;
        var version = new Version(data, now);
        versions[Current] = version;
        foreach (var old in versions.Keys.Where(number => number <= Current - keep).ToArray())
        {
            versions.Remove(old);
        }

        return Describe(Current, version);
    }

    /// <summary>Reads a version, 0 or less for the last.</summary>
    public VaultReply Read(long number)
    {
        number = number <= 0 ? Current : number;
        if (!versions.TryGetValue(number, out var version))
        {
            return VaultReply.Nothing;
        }

        var isThere = version.Data is not null && version.Deleted is null;
        return VaultReply.With(
            new JsonObject { ["data"] = isThere ? version.Data!.DeepClone() : null, ["metadata"] = Describe(number, version) },
            isThere ? 200 : 404);
    }

    /// <summary>Deletes versions so that they can be undeleted.</summary>
    public void Delete(IEnumerable<long> numbers, DateTimeOffset now)
    {
        foreach (var version in Find(numbers).Where(version => version.Data is not null))
        {
            version.Deleted ??= now;
        }
    }

    /// <summary>Undeletes versions.</summary>
    public void Undelete(IEnumerable<long> numbers)
    {
        foreach (var version in Find(numbers))
        {
            version.Deleted = null;
        }
    }

    /// <summary>Deletes versions for good.</summary>
    public void Destroy(IEnumerable<long> numbers)
    {
        foreach (var version in Find(numbers))
        {
            version.Data = null;
        }
    }

    /// <summary>Describes all versions.</summary>
    public JsonObject DescribeAll() => new()
    {
        ["cas_required"] = RequiresCas,
        ["created_time"] = Format(created),
        ["current_version"] = Current,
        ["delete_version_after"] = "0s",
        ["max_versions"] = MaximumVersions,
        ["oldest_version"] = versions.Count > 0 && versions.Keys.First() > 1 ? versions.Keys.First() : 0,
        ["updated_time"] = Format(updated ?? created),
        ["versions"] = new JsonObject(versions.Select(version => KeyValuePair.Create<string, JsonNode?>(
            version.Key.ToString(CultureInfo.InvariantCulture), Describe(null, version.Value)))),
    };

    private static string Format(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture);

    private static JsonObject Describe(long? number, Version version)
    {
        var description = new JsonObject
        {
            ["created_time"] = Format(version.Created),
            ["deletion_time"] = version.Deleted is { } deleted ? Format(deleted) : "",
            ["destroyed"] = version.Data is null,
        };
        if (number is not null)
        {
            description["version"] = number;
        }

        return description;
    }

    private IEnumerable<Version> Find(IEnumerable<long> numbers) =>
        numbers.Select(number => versions.GetValueOrDefault(number)).OfType<Version>();

    private sealed class Version(JsonObject data, DateTimeOffset created)
    {
        public JsonObject? Data { get; set; } = data;

        public DateTimeOffset Created => created;

        public DateTimeOffset? Deleted { get; set; }
    }
}
