using ZenML.Core.Accounts.Users;
using ZenML.Core.Errors;
using ZenML.Core.Resources;
using ZenML.Core.Runs.Tracking;
using ZenML.Core.Stacks.Configurations;
using ZenML.Core.Workspaces;
using ZenML.Formats;
using ZenML.Server.Http;
using ZenML.Server.Http.Changes;
using ZenML.Server.Http.Parsing;
using ZenML.Server.Workspaces;

namespace ZenML.Server.Tracking;

/// <summary>What the requests about runs have in common.</summary>
internal static class TrackingRequests
{
    /// <summary>The longest short text: names, hashes.</summary>
    public const int ShortText = 255;

    /// <summary>The longest text: code, documentation, places.</summary>
    public const int LongText = 65_535;

    private const string NotAnId = "value is not a valid uuid (type=type_error.uuid)";

    /// <summary>The owner that a body names.</summary>
    public static Id<User> Owner(this RequestBody body) => body.RequiredId<User>("user");

    /// <summary>The workspace that a body names.</summary>
    public static Id<Workspace> Workspace(this RequestBody body) => body.RequiredId<Workspace>("workspace");

    /// <summary>Makes sure that path and body name the same workspace.</summary>
    public static async Task EnsureWorkspaceAsync(this HttpContext http, Id<Workspace> named) =>
        OwnershipChecks.EnsureSameWorkspace(named, await http.FindWorkspaceAsync(http.GetServices()));

    /// <summary>A document, kept as it was sent; <paramref name="otherwise"/> when it is absent or null.</summary>
    public static OpaqueJson Document(this RequestBody body, string name, OpaqueJson otherwise) => body.Map(name) is { } map ? ToDocument(map) : otherwise;

    /// <summary>A document that must be there.</summary>
    public static OpaqueJson RequiredDocument(this RequestBody body, string name) => ToDocument(body.RequiredMap(name));

    /// <summary>The document of a value.</summary>
    public static OpaqueJson ToDocument(ConfigurationValue value) => new(ConfigurationJson.Write(value));

    /// <summary>Ids by name, in their order; empty when it is absent or null.</summary>
    public static IReadOnlyList<KeyValuePair<string, Id<TResource>>> IdMap<TResource>(this RequestBody body, string name)
    {
        var ids = new List<KeyValuePair<string, Id<TResource>>>();
        foreach (var (key, value) in body.Map(name) ?? new ConfigurationMap())
        {
            if (value is ConfigurationText text && Id<TResource>.TryParse(text.Text, out var id) && key.Length <= ShortText)
            {
                ids.Add(KeyValuePair.Create(key, id));
            }
            else
            {
                body.Report(name, NotAnId);
            }
        }

        return ids;
    }

    /// <summary>Ids in a list; empty when it is absent or null.</summary>
    public static IReadOnlyList<Id<TResource>> IdList<TResource>(this RequestBody body, string name)
    {
        var ids = new List<Id<TResource>>();
        foreach (var value in body.List(name) ?? new ConfigurationList([]))
        {
            if (value is ConfigurationText text && Id<TResource>.TryParse(text.Text, out var id))
            {
                ids.Add(id);
            }
            else
            {
                body.Report(name, NotAnId);
            }
        }

        return ids;
    }

    /// <summary>Texts in a list; empty when it is absent or null.</summary>
    public static IReadOnlyList<string> TextList(this RequestBody body, string name)
    {
        var texts = new List<string>();
        foreach (var value in body.List(name) ?? new ConfigurationList([]))
        {
            if (value is ConfigurationText { Text.Length: <= ShortText } text)
            {
                texts.Add(text.Text);
            }
            else
            {
                body.Report(name, "str type expected (type=type_error.str)");
            }
        }

        return texts;
    }

    /// <summary>Refuses what points to a kind of thing that this server does not keep, and that is therefore not there.</summary>
    public static void EnsureAbsent(this RequestBody body, params IEnumerable<string> names)
    {
        foreach (var name in names.Where(body.HasValue))
        {
            throw new ZenException(ErrorCode.NotFound, $"This server keeps nothing of the kind '{name}', so there is none of this id. Send null.");
        }
    }
}
