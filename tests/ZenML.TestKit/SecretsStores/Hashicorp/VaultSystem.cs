using System.Text.Json.Nodes;

namespace ZenML.TestKit.SecretsStores.Hashicorp;

/// <summary>What is below <c>sys/</c>.</summary>
internal sealed class VaultSystem(
    TimeProvider clock, VaultPolicies policies, VaultLogins logins, Dictionary<string, VaultEngine?> mounts)
{
    /// <summary>Answers a request.</summary>
    public VaultReply Answer(string method, string path, JsonObject? body, VaultToken token)
    {
        switch (path.Split('/', 2)[0])
        {
            case "mounts":
                return AnswerMounts(method, path["mounts/".Length..], body);
            case "auth":
                logins.Enable(path["auth/".Length..], (string)body!["type"]!);
                return VaultReply.Done;
            case "policies":
                var name = path["policies/acl/".Length..];
                return method == "GET"
                    ? policies.Find(name) is { } text
                        ? VaultReply.With(new JsonObject { ["name"] = name, ["policy"] = text })
                        : VaultReply.Nothing
                    : policies.TrySet(name, (string)body!["policy"]!)
                        ? VaultReply.Done
                        : VaultReply.Errors(400, "failed to parse policy: At 1:8: object expected closing RBRACE got: EOF");
            case "internal":
                return AnswerMount(path["internal/ui/mounts/".Length..]);
            case "capabilities-self":
                var asked = (body?["paths"] as JsonArray ?? []).Select(node => (string)node!).ToArray();
                JsonObject Capabilities() => new(asked.Select(one => KeyValuePair.Create<string, JsonNode?>(
                    one, new JsonArray([.. policies.Allowed(token.Policies, one).Select(word => (JsonNode)word)]))));
                var reply = VaultReply.With(Capabilities());
                foreach (var (one, words) in Capabilities())
                {
                    reply.Body![one] = words!.DeepClone();
                }

                return reply;
            default:
                return VaultReply.Errors(404, "1 error occurred:\n\t* unsupported path\n\n");
        }
    }

    /// <summary>Answers the question whether it can be used.</summary>
    public VaultReply Health(bool isSealed) => new(isSealed ? 503 : 200, new JsonObject
    {
        ["initialized"] = true,
        ["sealed"] = isSealed,
        ["standby"] = isSealed,
        ["performance_standby"] = false,
        ["replication_performance_mode"] = "disabled",
        ["replication_dr_mode"] = "disabled",
        ["server_time_utc"] = clock.GetUtcNow().ToUnixTimeSeconds(),
        ["version"] = "1.5.0-rc",
        ["cluster_name"] = "vault-cluster-loopback",
        ["cluster_id"] = Guid.NewGuid().ToString("D"),
    });

    private VaultReply AnswerMounts(string method, string name, JsonObject? body)
    {
        if (method == "DELETE")
        {
            mounts.Remove(name);
            return VaultReply.Done;
        }

        if (mounts.Keys.FirstOrDefault(mount => $"{name}/".StartsWith($"{mount}/", StringComparison.Ordinal)) is { } taken)
        {
            return VaultReply.Errors(400, $"path is already in use at {taken}/");
        }

        var type = (string?)body?["type"];
        if (type is not ("kv" or "kv-v2"))
        {
            return VaultReply.Errors(400, $"plugin not found in the catalog: {type}");
        }

        mounts[name] = type == "kv-v2" || (string?)body?["options"]?["version"] == "2" ? new VaultEngine(clock) : null;
        return VaultReply.Done;
    }

    private VaultReply AnswerMount(string path)
    {
        var name = mounts.Keys.FirstOrDefault(mount => $"{path}/".StartsWith($"{mount}/", StringComparison.Ordinal));
        return name is null
            ? VaultReply.Errors(
                403, $"preflight capability check returned 403, please ensure client's policies grant access to path \"{path}/\"")
            : VaultReply.With(new JsonObject
            {
                ["accessor"] = "kv_c6c3b8b3",
                ["config"] = new JsonObject { ["default_lease_ttl"] = 0, ["force_no_cache"] = false, ["max_lease_ttl"] = 0 },
                ["description"] = "",
                ["external_entropy_access"] = false,
                ["local"] = false,
                ["options"] = new JsonObject { ["version"] = mounts[name] is null ? "1" : "2" },
                ["path"] = $"{name}/",
                ["seal_wrap"] = false,
                ["type"] = "kv",
                ["uuid"] = Guid.NewGuid().ToString("D"),
            });
    }
}
