using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace ZenML.TestKit.Upstream;

/// <summary>The responses of the fake server to one caller, including faults of the original.</summary>
internal sealed class UpstreamEndpoints(UpstreamData data, JsonObject caller)
{
    private static readonly string[] Collections =
        ["workspaces", "secrets", "components", "stacks", "flavors", "pipelines", "pipeline_deployments", "runs", "steps"];

    private static readonly string[] Described = ["description", "configuration", "labels"];

    public JsonNode? Answer(string method, string[] path, IQueryCollection query, JsonObject body)
    {
        var isInWorkspace = path is ["workspaces", _, _, ..];
        var workspace = isInWorkspace ? data.Find("workspaces", path[1]) : null;
        var rest = isInWorkspace ? path[2..] : path;
        if (!Collections.Contains(rest[0]) && rest is not ["run-metadata"])
        {
            throw new UpstreamError(404, new JsonObject { ["detail"] = "Not Found" });
        }

        return (method, rest) switch
        {
            ("GET", ["components"]) when query.ContainsKey("stack_id") && !query.ContainsKey("scope_type") => ComponentsOf(query),
            ("GET", [var collection]) => data.Page(collection, query),
            ("GET", [var collection, var id]) => One(collection, data.Find(collection, id)),
            ("DELETE", [var collection, var id]) => Delete(collection, data.Find(collection, id)),
            ("PUT", ["secrets", var id]) => UpdateSecret(data.Find("secrets", id), query, body),
            ("PUT", [var collection, var id]) => Update(collection, data.Find(collection, id), body),
            ("POST", ["workspaces"]) => CreateWorkspace(body),
            ("POST", ["secrets"]) => CreateSecret(workspace!, body),
            ("POST", ["components"]) => CreateComponent(workspace!, body),
            ("POST", ["stacks"]) => CreateStack(workspace!, body),
            ("POST", ["flavors"]) => CreateFlavor(body),
            ("POST", ["pipelines" or "pipeline_deployments" or "runs" or "steps"]) =>
                new UpstreamRuns(data, caller).Create(rest[0], workspace, body),
            ("POST", ["run-metadata"]) => new UpstreamRuns(data, caller).AddMetadata(body),
            _ => throw new UpstreamError(405, new JsonObject { ["detail"] = "Method Not Allowed" }),
        };
    }

    private static string Text(JsonObject body, string name) => body[name]!.GetValue<string>();

    private JsonObject One(string collection, JsonObject row)
    {
        var copy = UpstreamData.Hydrated(row, true);
        if (collection == "secrets")
        {
            copy["body"]!["values"] = data.Values[UpstreamData.IdOf(row)].DeepClone();
        }

        return copy;
    }

    private JsonNode? Delete(string collection, JsonObject row)
    {
        if (collection == "components"
            && data.All("stacks").Any(
                stack => stack["metadata"]!["components"]!.ToJsonString().Contains(
                    UpstreamData.IdOf(row).ToString(), StringComparison.Ordinal)))
        {
            throw new UpstreamError(403, "IllegalOperationError", "The component is part of 1 stacks.");
        }

        if (collection == "flavors"
            && data.All("components")
                .Any(component => component["body"]!["flavor"]!.GetValue<string>() == UpstreamData.NameOf(row)))
        {
            throw new UpstreamError(403, "IllegalOperationError", "The flavor is used.");
        }

        data.All(collection).Remove(row);
        return null;
    }

    private JsonObject CreateWorkspace(JsonObject body) => data.TryFind("workspaces", Text(body, "name")) is null
        ? UpstreamData.Hydrated(data.AddWorkspace(Text(body, "name")), true)
        : throw new UpstreamError(409, "EntityExistsError", "exists");

    private JsonObject CreateSecret(JsonObject workspace, JsonObject body)
    {
        EnsureFree(null, workspace, Text(body, "name"), Text(body, "scope"), caller);
        var values = new JsonObject(
            body["values"]!.AsObject().Where(entry => entry.Value is not null).Select(entry => KeyValuePair.Create(
                entry.Key, entry.Value?.DeepClone())));
        var id = data.AddSecret(Text(body, "name"), Text(body, "scope"), UpstreamData.NameOf(caller), workspace, values);
        return One("secrets", data.Find("secrets", id.ToString()));
    }

    private void EnsureFree(JsonObject? self, JsonNode workspace, string name, string scope, JsonNode owner)
    {
        if (data.All("secrets").Any(row =>
            row != self && UpstreamData.NameOf(row) == name && row["body"]!["scope"]!.GetValue<string>() == scope
            && row["metadata"]!["workspace"]!["id"]!.ToString() == workspace["id"]!.ToString()
            && (scope == "workspace" || row["body"]!["user"]!["id"]!.ToString() == owner["id"]!.ToString())))
        {
            throw new UpstreamError(409, "EntityExistsError", $"A secret named {name} exists.");
        }
    }

    private JsonObject UpdateSecret(JsonObject row, IQueryCollection query, JsonObject body)
    {
        var name = body["name"]?.GetValue<string>() ?? UpstreamData.NameOf(row);
        var scope = body["scope"]?.GetValue<string>() ?? row["body"]!["scope"]!.GetValue<string>();
        EnsureFree(row, row["metadata"]!["workspace"]!, name, scope, row["body"]!["user"]!);
        var patches = bool.TryParse(query["patch_values"], out var wanted) && wanted;
        var values = patches ? data.Values[UpstreamData.IdOf(row)].DeepClone().AsObject() : [];
        foreach (var (key, value) in body["values"]?.AsObject() ?? [])
        {
            if (value is null)
            {
                values.Remove(key);
            }
            else
            {
                values[key] = value.DeepClone();
            }
        }

        data.Values[UpstreamData.IdOf(row)] = values;
        row["name"] = name;
        row["body"]!["scope"] = scope;
        data.Touch(row);
        return One("secrets", row);
    }

    private JsonObject Update(string collection, JsonObject row, JsonObject body)
    {
        if (collection is "steps" or "runs")
        {
            return new UpstreamRuns(data, caller).Update(collection, row, body);
        }

        if (body["name"]?.GetValue<string>() is { } name)
        {
            row["name"] = name;
        }

        var metadata = row["metadata"]!;
        foreach (var property in Described.Where(body.ContainsKey))
        {
            metadata[property] = body[property]?.DeepClone();
        }

        if (body["components"]?.AsObject() is { } components)
        {
            metadata["components"] = Compose(components);
        }

        if (collection == "components")
        {
            CheckConfiguration(
                row["body"]!["type"]!.GetValue<string>(),
                row["body"]!["flavor"]!.GetValue<string>(),
                metadata["configuration"]!.AsObject());

            // What is left out is disconnected.
            metadata["connector"] = body["connector"] is { } connector
                ? new JsonObject { ["id"] = connector.DeepClone(), ["name"] = "connector" }
                : null;
        }

        data.Touch(row);
        return UpstreamData.Hydrated(row, true);
    }

    private void CheckConfiguration(string type, string flavor, JsonObject configuration)
    {
        var found = data.All("flavors")
            .FirstOrDefault(row => UpstreamData.NameOf(row) == flavor && row["body"]!["type"]!.GetValue<string>() == type)
            ?? throw UpstreamError.NotFound($"flavor '{flavor}'");
        foreach (var (key, value) in configuration)
        {
            if (found["metadata"]!["config_schema"]!["properties"]![key] is null)
            {
                throw new UpstreamError(422, "ValueError", $"1 validation error: {key}: extra fields not permitted (given: {value})");
            }
        }

        foreach (var key in found["metadata"]!["config_schema"]!["required"]?.AsArray() ?? [])
        {
            if (!configuration.ContainsKey(key!.GetValue<string>()))
            {
                throw new UpstreamError(
                    422,
                    "ValueError",
                    $"1 validation error for Config\n{key}\n  field required (type=value_error.missing)");
            }
        }
    }

    private JsonObject CreateComponent(JsonObject workspace, JsonObject body)
    {
        var (type, flavor, configuration) = (Text(body, "type"), Text(body, "flavor"), body["configuration"]!.AsObject());
        CheckConfiguration(type, flavor, configuration);
        if (data.All("components").Any(row =>
            UpstreamData.NameOf(row) == Text(body, "name") && row["body"]!["type"]!.GetValue<string>() == type
            && row["metadata"]!["workspace"]!["id"]!.ToString() == workspace["id"]!.ToString()))
        {
            throw new UpstreamError(409, "StackComponentExistsError", "exists");
        }

        return UpstreamData.Hydrated(
            data.Add("components", Text(body, "name"), caller, workspace, new JsonObject { ["type"] = type, ["flavor"] = flavor },
                new JsonObject
                {
                    ["configuration"] = configuration.DeepClone(),
                    ["labels"] = body["labels"]?.DeepClone(),
                    ["connector"] = null,
                    ["connector_resource_id"] = null,
                }),
            true);
    }

    private JsonObject CreateStack(JsonObject workspace, JsonObject body)
    {
        if (data.All("stacks").Any(row =>
            UpstreamData.NameOf(row) == Text(body, "name")
            && row["metadata"]!["workspace"]!["id"]!.ToString() == workspace["id"]!.ToString()))
        {
            throw new UpstreamError(409, "StackExistsError", "exists");
        }

        return UpstreamData.Hydrated(
            data.Add(
                "stacks",
                Text(body, "name"),
                caller,
                workspace,
                [],
                new JsonObject { ["components"] = Compose(body["components"]!.AsObject()), ["description"] = "" }),
            true);
    }

    private JsonObject Compose(JsonObject components) => UpstreamData.Compose(
        components.SelectMany(type => type.Value!.AsArray()).Select(id => data.Find(
            "components", id!.GetValue<string>())));

    private JsonObject CreateFlavor(JsonObject body)
    {
        var workspace = data.Find("workspaces", Text(body, "workspace"));
        var flavor = data.AddFlavor(Text(body, "name"), Text(body, "type"), "{}", workspace, Text(body, "source"));
        flavor["metadata"]!["config_schema"] = body["config_schema"]!.DeepClone();
        return UpstreamData.Hydrated(flavor, true);
    }

    private JsonObject ComponentsOf(IQueryCollection query)
    {
        var stack = data.Find("stacks", query["stack_id"].ToString().Replace("equals:", "", StringComparison.Ordinal));
        var ids = stack["metadata"]!["components"]!.AsObject().SelectMany(type => type.Value!.AsArray())
            .Select(part => part!["id"]!.GetValue<string>()).ToArray();
        var items = ids.Select(id => UpstreamData.Hydrated(data.Find("components", id), true)).ToArray();
        return new JsonObject
        {
            ["index"] = 1,
            ["max_size"] = 1000,
            ["total_pages"] = 1,
            ["total"] = items.Length,
            ["items"] = new JsonArray([.. items]),
        };
    }
}
