using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;

namespace ZenML.TestKit.Upstream;

/// <summary>The rows of the fake server, in wire format. Values of secrets are stored separately.</summary>
internal sealed class UpstreamData
{
    private static readonly string[] NoFilters =
        ["page", "size", "sort_by", "logical_operator", "hydrate", "scope_workspace", "scope_type", "patch_values"];

    private static readonly string[] DefaultTypes = ["orchestrator", "artifact_store"];

    private readonly Dictionary<string, List<JsonObject>> collections = [];
    private long ticks;

    public UpstreamData()
    {
        AddUser("default");
        AddUser("other");
        AddWorkspace("default");
        AddFlavor("local", "orchestrator", "{}", null);
        AddFlavor("local", "artifact_store", """{"path": {"title": "Path", "default": "", "type": "string"}}""", null);
        AddFlavor("mlflow", "experiment_tracker",
            """
            {"tracking_uri": {"title": "Tracking Uri", "type": "string"},
             "tracking_username": {"title": "U", "sensitive": true, "type": "string"},
             "tracking_password": {"title": "P", "sensitive": true, "type": "string"},
             "tracking_token": {"title": "T", "sensitive": true, "type": "string"},
             "tags": {"title": "Tags", "default": {}, "type": "object"},
             "tracking_insecure_tls": {"title": "I", "default": false, "type": "boolean"}}
            """, null);
        AddFlavor("local_docker", "orchestrator", "{}", null);
        AddFlavor("s3", "artifact_store",
            """
            {"path": {"title": "Path", "type": "string"}, "key": {"title": "K", "sensitive": true, "type": "string"},
             "secret": {"title": "S", "sensitive": true, "type": "string"}}
            """, null);
        AddFlavor("slack", "alerter",
            """
            {"slack_token": {"title": "T", "sensitive": true, "type": "string"},
             "default_slack_channel_id": {"title": "C", "type": "string"}}
            """, null)
            ["metadata"]!["config_schema"]!["required"] = new JsonArray("slack_token");
        AddFlavor("vertex", "step_operator", """{"region": {"title": "R", "type": "string"}}""", null);
    }

    public int LargestPage { get; set; } = 10_000;

    public Dictionary<Guid, JsonObject> Values { get; } = [];

    /// <summary>Passwords that are not the one of everybody, by the name of the user.</summary>
    public Dictionary<string, string> Passwords { get; } = [];

    public Dictionary<Guid, string> ActivationTokens { get; } = [];

    /// <summary>Keys that were made, by their text, with the names of their service accounts.</summary>
    public Dictionary<string, (Guid Key, string Account)> ApiKeys { get; } = [];

    public static Guid IdOf(JsonObject row) => Guid.Parse(row["id"]!.GetValue<string>());

    public static string NameOf(JsonObject row) => row["name"]!.GetValue<string>();

    /// <summary>A row as it travels, with or without its metadata.</summary>
    public static JsonObject Hydrated(JsonObject row, bool hydrate)
    {
        var copy = row.DeepClone().AsObject();
        if (!hydrate)
        {
            copy["metadata"] = null;
        }

        return copy;
    }

    public List<JsonObject> All(string collection) =>
        collections.TryGetValue(collection, out var rows) ? rows : collections[collection] = [];

    public JsonObject? TryFind(string collection, string nameOrId) => All(collection).FirstOrDefault(row =>
        Guid.TryParse(nameOrId, out var id) ? IdOf(row) == id : row["name"] is not null && NameOf(row) == nameOrId);

    public JsonObject Find(string collection, string nameOrId) =>
        TryFind(collection, nameOrId) ?? throw UpstreamError.NotFound($"{collection} '{nameOrId}'");

    public JsonObject Add(string collection, string? name, JsonObject? user, JsonObject? workspace, JsonObject body, JsonObject metadata)
    {
        var now = Now();
        var row = new JsonObject { ["id"] = Guid.NewGuid().ToString("D"), ["permission_denied"] = false };
        if (name is not null)
        {
            row["name"] = name;
        }

        body["created"] = now;
        body["updated"] = now;
        body["user"] = user is null ? null : Hydrated(user, false);
        if (workspace is not null)
        {
            metadata["workspace"] = Hydrated(workspace, false);
        }

        row["body"] = body;
        row["metadata"] = metadata;
        All(collection).Add(row);
        return row;
    }

    public void Touch(JsonObject row) => row["body"]!["updated"] = Now();

    public JsonObject AddWorkspace(string name)
    {
        var workspace = Add("workspaces", name, null, null, [], new JsonObject { ["description"] = "" });
        var parts = DefaultTypes.Select(type => Add(
            "components", "default", null, workspace, new JsonObject { ["type"] = type, ["flavor"] = "local" },
            new JsonObject
            {
                ["configuration"] = new JsonObject(), ["labels"] = null, ["connector"] = null, ["connector_resource_id"] = null,
            })).ToArray();
        Add("stacks", "default", null, workspace, [], new JsonObject { ["components"] = Compose(parts), ["description"] = "" });
        return workspace;
    }

    /// <summary>Adds a device of a user, who approved it.</summary>
    /// <returns>The name of the user.</returns>
    public string AddDevice(string user)
    {
        Add("devices", null, Find("users", user), null,
            new JsonObject
            {
                ["client_id"] = Guid.NewGuid(), ["expires"] = null, ["trusted_device"] = false, ["status"] = "active",
                ["os"] = "Linux", ["ip_address"] = "192.0.2.7",
                ["hostname"] = "box",
            },
            new JsonObject
            {
                ["python_version"] = "3.8.1", ["zenml_version"] = "0.58.0", ["city"] = null, ["region"] = null, ["country"] = null,
                ["failed_auth_attempts"] = 0, ["last_login"] = Now(),
            });
        return user;
    }

    public Guid AddSecret(string name, string scope, string user, JsonObject workspace, JsonObject values)
    {
        var row =
            Add("secrets", name, Find("users", user), workspace, new JsonObject { ["scope"] = scope, ["values"] = new JsonObject() }, []);
        Values[IdOf(row)] = values;
        return IdOf(row);
    }

    public JsonObject AddFlavor(string name, string type, string properties, JsonObject? workspace, string source = "")
    {
        var schema = new JsonObject
        {
            ["title"] = name,
            ["type"] = "object",
            ["properties"] = JsonNode.Parse(properties),
            ["additionalProperties"] = false,
        };
        return Add("flavors", name, null, workspace, new JsonObject { ["type"] = type, ["integration"] = null, ["logo_url"] = null },
            new JsonObject
            {
                ["workspace"] = null,
                ["config_schema"] = schema,
                ["source"] = source,
                ["is_custom"] = workspace is not null,
            });
    }

    public static JsonObject Compose(IEnumerable<JsonObject> parts) => new(parts.Select(part =>
        KeyValuePair.Create(part["body"]!["type"]!.GetValue<string>(), (JsonNode?)new JsonArray(Hydrated(part, false)))));

    /// <summary>One page of the rows that fit a query.</summary>
    public JsonObject Page(string collection, IQueryCollection query)
    {
        var conditions = query.Where(
            parameter =>
                !NoFilters.Contains(parameter.Key) && !(parameter.Key == "stack_id" && query.ContainsKey("scope_type")))
            .Select(parameter => (Func<JsonObject, bool>)(row => Fits(row, parameter.Key, parameter.Value.ToString()))).ToArray();
        var rows = All(collection).Where(
            row => query["logical_operator"] == "or"
                ? conditions.Any(fits => fits(row))
                : conditions.All(fits => fits(row)));
        if (query["scope_workspace"] is [{ } scope])
        {
            rows = rows.Where(row => Field(row, "workspace_id") is var id && (id.Length == 0 || id == Guid.Parse(scope).ToString("N")));
        }

        if (query["scope_type"] is [{ } type])
        {
            rows = rows.Where(row => Field(row, "type") == type);
        }

        var sort = query["sort_by"] is [{ } written] ? written : "created";
        var column = sort[(sort.IndexOf(':', StringComparison.Ordinal) + 1)..];
        var sorted = sort.StartsWith("desc:", StringComparison.Ordinal)
            ? rows.OrderByDescending(row => Field(row, column), StringComparer.Ordinal).ToArray()
            : rows.OrderBy(row => Field(row, column), StringComparer.Ordinal).ToArray();
        var size = query["size"] is [{ } asked] ? int.Parse(asked, CultureInfo.InvariantCulture) : Math.Min(20, LargestPage);
        var page = query["page"] is [{ } number] ? int.Parse(number, CultureInfo.InvariantCulture) : 1;
        var pages = Math.Max(1, (sorted.Length + size - 1) / size);
        if (size > LargestPage)
        {
            throw new UpstreamError(422, new JsonArray("ValueError", "1 validation error for Request\nquery -> size\n  too large"));
        }

        if (page > pages)
        {
            throw new UpstreamError(400, "ValueError", "Invalid page.");
        }

        var hydrate = bool.TryParse(query["hydrate"], out var wanted) && wanted;
        return new JsonObject
        {
            ["index"] = page, ["max_size"] = size, ["total_pages"] = pages, ["total"] = sorted.Length,
            ["items"] = new JsonArray([.. sorted.Skip((page - 1) * size).Take(size).Select(row => Hydrated(row, hydrate))]),
        };
    }

    private static bool Fits(JsonObject row, string field, string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var word = colon < 0 ? "" : text[..colon];
        var operand = text[(colon + 1)..];
        var value = Field(row, field);
        return word switch
        {
            "contains" => Like(value, $"%{operand}%"),
            "startswith" => Like(value, $"{operand}%"),
            "endswith" => Like(value, $"%{operand}"),
            "equals" => value == (
                Guid.TryParse(operand, out var id) && field.EndsWith("id", StringComparison.Ordinal)
                    ? id.ToString("N")
                    : operand),
            _ => string.Equals(value, text, StringComparison.OrdinalIgnoreCase),
        };
    }

    /// <remarks>Compares like SQLite: without case, with percent signs and underscores as wildcards.</remarks>
    private static bool Like(string value, string pattern) => Regex.IsMatch(
        value,
        $"^{Regex.Escape(pattern).Replace("%", ".*", StringComparison.Ordinal).Replace("_", ".", StringComparison.Ordinal)}$",
        RegexOptions.IgnoreCase | RegexOptions.Singleline);

    private static string Field(JsonObject row, string field) => field switch
    {
        "id" => IdOf(row).ToString("N"),
        "workspace_id" => Id(row["metadata"]?["workspace"]),
        "user_id" => Id(row["body"]!["user"]),
        "stack_id" => "",
        "pipeline_name" => row["body"]!["pipeline"]!["name"]!.GetValue<string>(),
        _ => (row[field] ?? row["body"]![field] ?? row["metadata"]?[field])?.ToString() ?? "",
    };

    private static string Id(JsonNode? named) => named is null ? "" : Guid.Parse(named["id"]!.GetValue<string>()).ToString("N");

    private void AddUser(string name) => Add("users", name, null, null,
        new JsonObject { ["active"] = true, ["full_name"] = "", ["is_service_account"] = false, ["is_admin"] = name == "default" },
        new JsonObject { ["email"] = null });

    /// <remarks>A clock that advances with every read, so that rows have an order and every change shows.</remarks>
    private string Now() => new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddMicroseconds(++ticks).ToString(
        "yyyy-MM-dd'T'HH:mm:ss.ffffff", CultureInfo.InvariantCulture);
}
