using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace ZenML.TestKit.Upstream;

/// <summary>
/// Accounts of the fake server, with the faults of the original: see sections 6 and 7 of the contract.
/// </summary>
internal sealed class UpstreamAccounts(UpstreamData data, JsonObject caller)
{
    private const string Keys = "api_keys";

    public static bool Knows(string[] path) => path[0] is "users" or "service_accounts" or "current-user" or "devices";

    public JsonNode? Answer(string method, string[] path, IQueryCollection query, JsonObject body) => (method, path) switch
    {
        ("GET", ["current-user"]) => UpstreamData.Hydrated(caller, true),
        ("PUT", ["current-user"]) => UpdateUser(caller, body, isOwn: true),
        ("GET", ["users"]) => data.Page("users", query),
        ("POST", ["users"]) => CreateUser(body),
        ("GET", ["users", var id]) => UpstreamData.Hydrated(data.Find("users", id), true),
        ("PUT", ["users", var id]) => UpdateUser(data.Find("users", id), body, isOwn: false),
        ("DELETE", ["users", var id]) => Delete("users", data.Find("users", id)),
        ("PUT", ["users", var id, "deactivate"]) => Deactivate(data.Find("users", id)),
        ("GET", ["service_accounts"]) => data.Page("service_accounts", query),
        ("POST", ["service_accounts"]) => CreateServiceAccount(body),
        ("GET", ["service_accounts", var id]) => UpstreamData.Hydrated(data.Find("service_accounts", id), true),
        ("PUT", ["service_accounts", var id]) => UpdateDescribed(data.Find("service_accounts", id), body),
        ("DELETE", ["service_accounts", var id]) => Delete("service_accounts", data.Find("service_accounts", id)),
        ("GET", ["devices"]) => data.Page("devices", query),
        ("GET", ["devices", var id]) => UpstreamData.Hydrated(data.Find("devices", id), true),
        ("DELETE", ["devices", var id]) => Delete("devices", data.Find("devices", id)),
        (_, ["service_accounts", var account, Keys, ..]) => AnswerKeys(
            method, data.Find("service_accounts", account), path[3..], query, body),
        _ => throw new UpstreamError(405, new JsonObject { ["detail"] = "Method Not Allowed" }),
    };

    /// <summary>Activates an account, which nobody needs to be logged in for.</summary>
    public static JsonNode Activate(UpstreamData data, string user, JsonObject body)
    {
        var row = data.Find("users", user);
        if (!data.ActivationTokens.TryGetValue(UpstreamData.IdOf(row), out var token)
            || token != body["activation_token"]!.GetValue<string>())
        {
            throw new UpstreamError(401, "AuthorizationException", "Authentication error: invalid activation token");
        }

        data.Passwords[UpstreamData.NameOf(row)] = body["password"]!.GetValue<string>();
        row["body"]!["active"] = true;
        return UpstreamData.Hydrated(row, true);
    }

    private JsonObject CreateUser(JsonObject body)
    {
        var name = body["name"]!.GetValue<string>();
        EnsureFree("users", name);
        var password = body["password"]?.GetValue<string>();
        var row = data.Add("users", name, null, null,
            new JsonObject
            {
                ["active"] = password is not null, ["full_name"] = body["full_name"]?.DeepClone() ?? "",
                ["is_service_account"] = false, ["is_admin"] = body["is_admin"]!.DeepClone(),
            }, []);
        if (password is null)
        {
            return WithToken(row);
        }

        data.Passwords[name] = password;
        return UpstreamData.Hydrated(row, true);
    }

    private JsonObject UpdateUser(JsonObject row, JsonObject body, bool isOwn)
    {
        if (!isOwn && body.ContainsKey("active"))
        {
            throw new UpstreamError(500, "RuntimeError", "(sqlite3.IntegrityError) NOT NULL constraint failed: user.is_admin");
        }

        if (body["password"]?.GetValue<string>() is { } password)
        {
            var name = UpstreamData.NameOf(row);
            if (body["old_password"]?.GetValue<string>() != data.Passwords.GetValueOrDefault(name, UpstreamServer.Password))
            {
                throw new UpstreamError(403, "IllegalOperationError", "The current password is incorrect.");
            }

            data.Passwords[name] = password;
        }

        row["name"] = body["name"]?.DeepClone() ?? UpstreamData.NameOf(row);
        foreach (var field in (string[])["full_name", .. isOwn ? [] : (string[])["is_admin"]])
        {
            row["body"]![field] = body[field]?.DeepClone() ?? row["body"]![field]?.DeepClone();
        }

        if (isOwn && body["email"] is { } email)
        {
            row["metadata"]!["email"] = email.DeepClone();
        }

        data.Touch(row);
        return UpstreamData.Hydrated(row, true);
    }

    private JsonObject Deactivate(JsonObject row)
    {
        row["body"]!["active"] = false;
        return WithToken(row);
    }

    private JsonObject WithToken(JsonObject row)
    {
        var copy = UpstreamData.Hydrated(row, true);
        copy["body"]!["activation_token"] = data.ActivationTokens[UpstreamData.IdOf(row)] = Guid.NewGuid().ToString("N");
        return copy;
    }

    private JsonObject CreateServiceAccount(JsonObject body)
    {
        EnsureFree("service_accounts", body["name"]!.GetValue<string>());
        return UpstreamData.Hydrated(
            data.Add("service_accounts", body["name"]!.GetValue<string>(), null, null,
                new JsonObject { ["active"] = body["active"]!.DeepClone() },
                new JsonObject { ["description"] = body["description"]?.DeepClone() ?? "" }),
            true);
    }

    private JsonNode? AnswerKeys(string method, JsonObject account, string[] path, IQueryCollection query, JsonObject body)
    {
        var collection = $"{Keys}/{UpstreamData.IdOf(account)}";
        return (method, path) switch
        {
            ("GET", []) => data.Page(collection, query),
            ("POST", []) => CreateKey(collection, account, body),
            ("GET", [var key]) => UpstreamData.Hydrated(data.Find(collection, key), true),
            ("PUT", [var key]) => UpdateDescribed(data.Find(collection, key), body),
            ("PUT", [var key, "rotate"]) => RotateKey(data.Find(collection, key), account, body),
            ("DELETE", [var key]) => Delete(collection, data.Find(collection, key)),
            _ => throw new UpstreamError(405, new JsonObject { ["detail"] = "Method Not Allowed" }),
        };
    }

    private JsonObject CreateKey(string collection, JsonObject account, JsonObject body)
    {
        EnsureFree(collection, body["name"]!.GetValue<string>());
        var row = data.Add(collection, body["name"]!.GetValue<string>(), null, null,
            new JsonObject { ["key"] = null, ["active"] = true, ["service_account"] = UpstreamData.Hydrated(account, false) },
            new JsonObject
            {
                ["description"] = body["description"]?.DeepClone() ?? "",
                ["retain_period_minutes"] = 0,
                ["last_login"] = null,
                ["last_rotated"] = null,
            });
        return WithKey(row, account, hydrate: true);
    }

    private JsonObject RotateKey(JsonObject row, JsonObject account, JsonObject body)
    {
        foreach (var old in data.ApiKeys.Where(key => key.Value.Key == UpstreamData.IdOf(row)).Select(key => key.Key).ToArray())
        {
            data.ApiKeys.Remove(old);
        }

        data.Touch(row);
        row["metadata"]!["retain_period_minutes"] = body["retain_period_minutes"]?.DeepClone() ?? 0;
        row["metadata"]!["last_rotated"] = row["body"]!["updated"]!.DeepClone();
        return WithKey(row, account, hydrate: false);
    }

    private JsonObject WithKey(JsonObject row, JsonObject account, bool hydrate)
    {
        var text = "ZENKEY_" + Convert.ToBase64String(Encoding.UTF8.GetBytes(
            $$"""{"id": "{{UpstreamData.IdOf(row)}}", "key": "{{Guid.NewGuid():N}}{{Guid.NewGuid():N}}"}"""));
        data.ApiKeys[text] = (UpstreamData.IdOf(row), UpstreamData.NameOf(account));
        var copy = UpstreamData.Hydrated(row, hydrate);
        copy["body"]!["key"] = text;
        return copy;
    }

    /// <remarks>What is null stays.</remarks>
    private JsonObject UpdateDescribed(JsonObject row, JsonObject body)
    {
        row["name"] = body["name"]?.DeepClone() ?? UpstreamData.NameOf(row);
        row["metadata"]!["description"] = body["description"]?.DeepClone() ?? row["metadata"]!["description"]?.DeepClone();
        row["body"]!["active"] = body["active"]?.DeepClone() ?? row["body"]!["active"]?.DeepClone();
        data.Touch(row);
        return UpstreamData.Hydrated(row, true);
    }

    private JsonNode? Delete(string collection, JsonObject row)
    {
        if (row == caller)
        {
            throw new UpstreamError(403, "IllegalOperationError", "You cannot delete the user account currently used.");
        }

        data.All(collection).Remove(row);
        return null;
    }

    private void EnsureFree(string collection, string name)
    {
        if (data.TryFind(collection, name) is not null)
        {
            throw new UpstreamError(409, "EntityExistsError", "exists");
        }
    }
}
