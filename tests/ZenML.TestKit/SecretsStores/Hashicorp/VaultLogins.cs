using System.Globalization;
using System.Text.Json.Nodes;

namespace ZenML.TestKit.SecretsStores.Hashicorp;

/// <summary>The tokens of Vault and the methods to get one.</summary>
internal sealed class VaultLogins(TimeProvider clock, VaultPolicies policies)
{
    private static readonly TimeSpan DefaultPeriod = TimeSpan.FromHours(768);

    private readonly Dictionary<string, VaultToken> tokens = [];
    private readonly Dictionary<string, Role> roles = [];
    private readonly HashSet<string> methods = [];

    /// <summary>Checks an identity token for a role of Kubernetes or JWT, and returns what is wrong.</summary>
    public Func<string, string?> CheckJwt { get; set; } = _ => "no known key successfully validated the token signature";

    /// <summary>Adds a token that may do everything and never ends.</summary>
    public VaultToken AddRoot(string text) => tokens[text] = new VaultToken(["root"], null, false, null, clock.GetUtcNow()) { Text = text };

    /// <summary>Issues a token.</summary>
    public VaultToken Issue(IEnumerable<string> names, TimeSpan? period, bool isRenewable = true, TimeSpan? most = null)
    {
        string[] all = [.. names.Prepend("default").Distinct().Order(StringComparer.Ordinal)];
        var token = new VaultToken(all, period ?? DefaultPeriod, isRenewable, most, clock.GetUtcNow());
        return tokens[token.Text] = token;
    }

    /// <summary>Finds a token that is valid.</summary>
    public VaultToken? Find(string text) =>
        tokens.TryGetValue(text, out var token) && !(token.Ends <= clock.GetUtcNow()) ? token : null;

    /// <summary>Revokes a token.</summary>
    public void Revoke(string text) => tokens.Remove(text);

    /// <summary>Revokes all tokens from logins.</summary>
    public void RevokeLogins()
    {
        foreach (var text in tokens.Keys.Where(text => !tokens[text].Policies.Contains("root")).ToArray())
        {
            tokens.Remove(text);
        }
    }

    /// <summary>Enables a method.</summary>
    public void Enable(string mount, string type) => methods.Add($"{mount}:{type}");

    /// <summary>Answers a request below <c>auth/</c> that needs no token; null if there is none such.</summary>
    public VaultReply? LogIn(string method, string path, JsonObject? body)
    {
        var mount = path.EndsWith("/login", StringComparison.Ordinal) ? path[..^"/login".Length] : null;
        if (mount is null || method is not ("POST" or "PUT" or "GET")
            || methods.FirstOrDefault(enabled => enabled.StartsWith($"{mount}:", StringComparison.Ordinal)) is not { } found)
        {
            return null;
        }

        if (method == "GET")
        {
            return VaultReply.Errors(405, "unsupported operation");
        }

        return found.EndsWith(":approle", StringComparison.Ordinal)
            ? LogInByRoleId(mount, body)
            : LogInByJwt(mount, body, isKubernetes: found.EndsWith(":kubernetes", StringComparison.Ordinal));
    }

    /// <summary>Answers a request below <c>auth/</c> with a token.</summary>
    public VaultReply Answer(string method, string path, JsonObject? body, VaultToken token)
    {
        var now = clock.GetUtcNow();
        switch (path)
        {
            case "token/lookup-self" when method == "GET":
                return VaultReply.With(token.ToLookup(now));
            case "token/renew-self":
                if (!token.IsRenewable)
                {
                    return VaultReply.Errors(400, "lease is not renewable");
                }

                token.Renew(ReadTime(body?["increment"]), now);
                return VaultReply.Login(token.ToLogin(now));
            case "token/revoke-self":
                Revoke(token.Text);
                return VaultReply.Done;
            case "token/create":
                var created = Issue(
                    ReadList(body?["policies"]),
                    ReadTime(body?["ttl"]),
                    (bool?)body?["renewable"] ?? true,
                    ReadTime(body?["explicit_max_ttl"]));
                return VaultReply.Login(created.ToLogin(now));
        }

        var parts = path.Split('/');
        return parts is [_, "role", _, ..] ? AnswerRole(method, path, parts, body) : VaultReply.Done;
    }

    private static IEnumerable<string> ReadList(JsonNode? node) => (node as JsonArray)?.Select(item => (string)item!) ?? [];

    private static TimeSpan? ReadTime(JsonNode? node) => node?.ToString() is not { Length: > 1 } text ? null
        : double.Parse(text[..^1], CultureInfo.InvariantCulture) is var number && text[^1] == 's' ? TimeSpan.FromSeconds(number)
        : text[^1] == 'm' ? TimeSpan.FromMinutes(number)
        : TimeSpan.FromHours(number);

    private VaultReply AnswerRole(string method, string path, string[] parts, JsonObject? body)
    {
        var name = $"{parts[0]}/{parts[2]}";
        if (parts.Length == 3 && method is "POST" or "PUT" && parts.Length == 3)
        {
            roles[name] = new Role(Guid.NewGuid().ToString("D"), [.. ReadList(body?["token_policies"])], ReadTime(body?["token_ttl"]));
            return VaultReply.Done;
        }

        if (!roles.TryGetValue(name, out var role))
        {
            return VaultReply.Nothing;
        }

        switch (path[(path.IndexOf(parts[2], StringComparison.Ordinal) + parts[2].Length)..])
        {
            case "/role-id":
                return VaultReply.With(new JsonObject { ["role_id"] = role.Id });
            case "/secret-id":
                var secret = Guid.NewGuid().ToString("D");
                role.SecretIds.Add(secret);
                return VaultReply.With(
                    new JsonObject { ["secret_id"] = secret, ["secret_id_accessor"] = Guid.NewGuid().ToString("D") });
            case "/secret-id/destroy":
                role.SecretIds.Remove((string?)body?["secret_id"] ?? "");
                return VaultReply.Done;
            default:
                return VaultReply.Errors(404, "1 error occurred:\n\t* unsupported path\n\n");
        }
    }

    private VaultReply LogInByRoleId(string mount, JsonObject? body)
    {
        if ((string?)body?["role_id"] is not { Length: > 0 } id)
        {
            return VaultReply.Errors(400, "missing role_id");
        }

        var isMeant = (KeyValuePair<string, Role> role) =>
            role.Key.StartsWith($"{mount}/", StringComparison.Ordinal) && role.Value.Id == id;
        if (roles.FirstOrDefault(isMeant).Value is not { } found)
        {
            return VaultReply.Errors(400, "invalid role ID");
        }

        if ((string?)body["secret_id"] is not { Length: > 0 } secret)
        {
            return VaultReply.Errors(400, "missing secret_id");
        }

        return found.SecretIds.Contains(secret) ? Grant(found) : VaultReply.Errors(400, "invalid secret id");
    }

    private VaultReply LogInByJwt(string mount, JsonObject? body, bool isKubernetes)
    {
        if ((string?)body?["role"] is not { Length: > 0 } name)
        {
            return VaultReply.Errors(400, "missing role");
        }

        if ((string?)body["jwt"] is not { Length: > 0 } jwt)
        {
            return VaultReply.Errors(400, isKubernetes ? "missing jwt" : "missing token");
        }

        if (!roles.TryGetValue($"{mount}/{name}", out var role))
        {
            return VaultReply.Errors(400, isKubernetes ? $"invalid role name \"{name}\"" : $"role \"{name}\" could not be found");
        }

        return CheckJwt(jwt) is not { } problem ? Grant(role)
            : isKubernetes ? VaultReply.Errors(500, "service account name not authorized")
            : VaultReply.Errors(400, problem);
    }

    private VaultReply Grant(Role role) =>
        VaultReply.Login(Issue(role.Policies.Where(name => policies.Find(name) is not null), role.Period).ToLogin(clock.GetUtcNow()));

    private sealed record Role(string Id, IReadOnlyList<string> Policies, TimeSpan? Period)
    {
        public HashSet<string> SecretIds { get; } = [];
    }
}
