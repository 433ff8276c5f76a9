using ZenML.Core.Accounts.Users;
using ZenML.Core.Querying;
using ZenML.Core.Resources;
using ZenML.Core.Runs;
using ZenML.Core.Stacks.Configurations;
using ZenML.Core.Workspaces;
using ZenML.Formats;
using ZenML.Server.Http;
using ZenML.Server.Http.Changes;
using ZenML.Server.Http.Parsing;
using ZenML.Server.Http.Responses;
using ZenML.Server.Workspaces;

namespace ZenML.Server.Tracking;

/// <summary>Reads what the requests about runs have in common.</summary>
internal static class TrackingRequests
{
    /// <summary>The maximum length of short texts: names, hashes.</summary>
    public const int ShortText = 255;

    /// <summary>The maximum length of long texts: code, documentation, locations.</summary>
    public const int LongText = 65_535;

    private const string NotAnId = "value is not a valid uuid (type=type_error.uuid)";

    /// <summary>The owner in a body.</summary>
    public static Id<User> Owner(this RequestBody body) => body.RequiredId<User>("user");

    /// <summary>The workspace in a body.</summary>
    public static Id<Workspace> Workspace(this RequestBody body) => body.RequiredId<Workspace>("workspace");

    /// <summary>Rejects a body with another workspace than the path.</summary>
    public static async Task EnsureWorkspaceAsync(this HttpContext http, Id<Workspace> named) =>
        OwnershipChecks.EnsureSameWorkspace(named, await http.FindWorkspaceAsync(http.GetServices()));

    /// <summary>The requested list, of a workspace in the path if there is one, else of that of the query, if any.</summary>
    public static ListQuery List(this RequestQuery query, IReadOnlyList<FilterField> fields, Id<Workspace>? workspace)
    {
        var list = query.List(fields);
        list.Workspace = workspace ?? list.Workspace;
        return list;
    }

    /// <summary>A status; null if absent or null.</summary>
    public static RunStatus? Status(this RequestBody body) =>
        RunStatuses.TryParse(body.Choice("status", RunStatuses.Words), out var status) ? status : null;

    /// <summary>A required status.</summary>
    public static RunStatus RequiredStatus(this RequestBody body) => body.Require("status") ? body.Status() ?? default : default;

    /// <summary>A document, exactly as it was sent; <paramref name="otherwise"/> if it is absent or null.</summary>
    public static OpaqueJson Document(this RequestBody body, string name, OpaqueJson otherwise) =>
        body.Map(name) is { } map ? ToDocument(map) : otherwise;

    /// <summary>A required document.</summary>
    public static OpaqueJson RequiredDocument(this RequestBody body, string name) => ToDocument(body.RequiredMap(name));

    /// <summary>A required source: the place of a class in the client's code. A text like <c>a.b.C</c> stands for one too.</summary>
    public static OpaqueJson RequiredSource(this RequestBody body, string name)
    {
        if (body.Any(name) is not ConfigurationText { Text: var text })
        {
            return body.RequiredDocument(name);
        }

        var dot = text.LastIndexOf('.');
        if (dot <= 0)
        {
            body.Report(name, "a source needs a module and an attribute, separated by a dot (type=value_error)");
        }

        return ToDocument(new ConfigurationMap
        {
            ["module"] = text[..Math.Max(dot, 0)], ["attribute"] = text[(dot + 1)..], ["type"] = "unknown",
        });
    }

    /// <summary>The document of a value.</summary>
    public static OpaqueJson ToDocument(ConfigurationValue value) => new(ConfigurationJson.Write(value));

    /// <summary>Ids by name, in order; empty if absent or null.</summary>
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

    /// <summary>A list of ids; empty if absent or null.</summary>
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

    /// <summary>A list of texts; empty if absent or null.</summary>
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

    /// <summary>Confines a list to what belongs to the resource in the path.</summary>
    /// <exception cref="HttpFailure">422: filters that are combined with "or" would show more.</exception>
    public static void Confine(this ListQuery list, string field, string id)
    {
        if (list.LogicalOperator == "or" && list.Any())
        {
            throw HttpFailure.InvalidQuery([(["logical_operator"], "Below a resource, filters can only be combined with 'and'.")]);
        }

        list[field] = id;
    }
}
