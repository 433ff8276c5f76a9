using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using ZenML.TestKit.SecretsStores.Hashicorp;

namespace ZenML.TestKit.SecretsStores;

/// <summary>
/// HashiCorp Vault on this machine, as far as a server uses it: KV version 2, tokens, policies, AppRole, Kubernetes and JWT. Answers are
/// those that were recorded from the real program.
/// </summary>
public sealed class LoopbackVault : LoopbackBackEnd
{
    /// <summary>The token that may do everything.</summary>
    public const string RootToken = "root-token-of-a-test";

    private readonly Lock gate = new();
    private readonly VaultPolicies policies = new();
    private readonly VaultLogins logins;
    private readonly Dictionary<string, VaultEngine?> mounts = [];
    private readonly VaultSystem system;

    private LoopbackVault(TimeProvider clock)
    {
        logins = new VaultLogins(clock, policies);
        logins.AddRoot(RootToken);
        mounts["secret"] = new VaultEngine(clock);
        system = new VaultSystem(clock, policies, logins, mounts);
    }

    /// <summary>Whether it is sealed.</summary>
    public bool IsSealed { get; set; }

    /// <summary>How many of the next requests find no active node.</summary>
    public int LeaderlessRequests { get; set; }

    /// <summary>How many of the next requests are redirected to a node that is gone.</summary>
    public int RedirectedRequests { get; set; }

    /// <summary>The namespaces that requests named.</summary>
    public HashSet<string> Namespaces { get; } = [];

    /// <summary>Answers what nothing else answers, for engines of a test's own; null if it has no answer either.</summary>
    public Func<HttpContext, string, JsonObject?, JsonNode?>? Further { get; set; }

    /// <summary>Starts one with the engine <c>secret</c>.</summary>
    /// <param name="clock">The clock; null for the system's.</param>
    /// <param name="certificate">The certificate for https; null for http.</param>
    public static async Task<LoopbackVault> StartAsync(TimeProvider? clock = null, MadeCertificate? certificate = null)
    {
        var vault = new LoopbackVault(clock ?? TimeProvider.System);
        await vault.StartAsync(certificate);
        return vault;
    }

    /// <summary>Issues a token that a policy restricts.</summary>
    public string Issue(string policy, TimeSpan? period = null, bool isRenewable = true, TimeSpan? most = null)
    {
        lock (gate)
        {
            if (!policies.TrySet("given", policy))
            {
                throw new ArgumentException("The policy cannot be read.", nameof(policy));
            }

            return logins.Issue(["given"], period, isRenewable, most).Text;
        }
    }

    /// <summary>Revokes all tokens but those that may do everything.</summary>
    public void RevokeTokens()
    {
        lock (gate)
        {
            logins.RevokeLogins();
        }
    }

    /// <summary>Enables a method of login and adds a role, which lets the bearer of a policy in.</summary>
    /// <param name="type"><c>approle</c>, <c>kubernetes</c> or <c>jwt</c>.</param>
    /// <param name="policy">The policy.</param>
    /// <param name="period">How long tokens are valid.</param>
    /// <param name="checkJwt">Says what is wrong with an identity token; null if nothing is.</param>
    /// <returns>The id of the role, and a secret id.</returns>
    public (string RoleId, string SecretId) AddRole(string type, string policy, TimeSpan period, Func<string, string?>? checkJwt = null)
    {
        lock (gate)
        {
            policies.TrySet("given", policy);
            logins.Enable(type, type);
            logins.CheckJwt = checkJwt ?? logins.CheckJwt;
            var root = logins.Find(RootToken)!;
            logins.Answer("POST", $"{type}/role/server", new JsonObject
            {
                ["token_policies"] = new JsonArray("given"), ["token_ttl"] = $"{(long)period.TotalSeconds}s",
            }, root);
            return (
                (string)logins.Answer("GET", $"{type}/role/server/role-id", null, root).Body!["data"]!["role_id"]!,
                (string)logins.Answer("POST", $"{type}/role/server/secret-id", null, root).Body!["data"]!["secret_id"]!);
        }
    }

    /// <summary>The names of all secrets of an engine.</summary>
    public IReadOnlyCollection<string> Names(string mount = "secret")
    {
        lock (gate)
        {
            return mounts[mount]!.Names;
        }
    }

    /// <summary>Writes a version of a secret past the server, as an operator does.</summary>
    public void Put(string path, JsonObject data, string mount = "secret")
    {
        lock (gate)
        {
            mounts[mount]!.Put(path, data);
        }
    }

    /// <summary>The values of the last version of a secret; null if there are none.</summary>
    public JsonObject? Find(string path, string mount = "secret")
    {
        lock (gate)
        {
            return mounts[mount]!.Answer("GET", "data", path, null, null).Body?["data"]?["data"] as JsonObject;
        }
    }

    /// <inheritdoc />
    protected override async Task AnswerAsync(HttpContext context)
    {
        if (context.Request.Headers["X-Vault-Namespace"].ToString() is { Length: > 0 } name)
        {
            Namespaces.Add(name);
        }

        var body = await ReadAsync(context.Request);
        VaultReply reply;
        lock (gate)
        {
            reply = Answer(context, body);
        }

        await SendAsync(context, reply);
    }

    /// <inheritdoc />
    protected override Task AnswerBusyAsync(HttpContext context) =>
        SendAsync(context, VaultReply.Errors(429, "request path \"secret\": rate limit quota exceeded"));

    /// <inheritdoc />
    protected override Task AnswerExpiredAsync(HttpContext context) => SendAsync(context, VaultReply.Errors(403, "permission denied"));

    /// <inheritdoc />
    protected override Task AnswerFailureAsync(HttpContext context) => SendAsync(context, VaultReply.Errors(500, "internal error"));

    private static async Task<JsonObject?> ReadAsync(HttpRequest request)
    {
        using var reader = new StreamReader(request.Body);
        var text = await reader.ReadToEndAsync();
        try
        {
            return text.Length == 0 ? null : JsonNode.Parse(text) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static Task SendAsync(HttpContext context, VaultReply reply)
    {
        context.Response.StatusCode = reply.Status;
        context.Response.Headers.CacheControl = "no-store";
        if (reply.Body is null)
        {
            return Task.CompletedTask;
        }

        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(reply.Body.ToJsonString(), CancellationToken.None);
    }

    private VaultReply Answer(HttpContext context, JsonObject? body)
    {
        var raw = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget.Split('?')[0];
        var isList = context.Request.Method == "LIST" || context.Request.Query["list"] == "true";
        var method = isList ? "LIST" : context.Request.Method;
        if (!raw.StartsWith("/v1/", StringComparison.Ordinal))
        {
            return VaultReply.Errors(404);
        }

        var path = Uri.UnescapeDataString(raw["/v1/".Length..]);
        if (path == "sys/health")
        {
            return method == "GET" ? system.Health(IsSealed) : VaultReply.Errors(405);
        }

        if (IsSealed)
        {
            return VaultReply.Errors(503, "Vault is sealed");
        }

        if (LeaderlessRequests > 0)
        {
            LeaderlessRequests--;
            return VaultReply.Errors(500, "local node not active but active cluster node not found");
        }

        if (RedirectedRequests > 0)
        {
            RedirectedRequests--;
            context.Response.Headers.Location = "http://127.0.0.1:1/v1/" + path;
            return new VaultReply(307, null);
        }

        if (path.StartsWith("auth/", StringComparison.Ordinal) && logins.LogIn(method, path["auth/".Length..], body) is { } login)
        {
            return login;
        }

        var text = context.Request.Headers["X-Vault-Token"].ToString() is { Length: > 0 } given ? given
            : context.Request.Headers.Authorization.ToString() is ['B', 'e', 'a', 'r', 'e', 'r', ' ', .. var bearer] ? bearer
            : "";
        if (text.Length == 0)
        {
            return VaultReply.Errors(400, "missing client token");
        }

        return logins.Find(text) is { } token ? Answer(context, method, path, body, token) : VaultReply.Errors(403, "permission denied");
    }

    private VaultReply Answer(HttpContext context, string method, string path, JsonObject? body, VaultToken token)
    {
        var mount = mounts.Keys.FirstOrDefault(name => path.StartsWith($"{name}/", StringComparison.Ordinal));
        var rest = mount is null ? "" : path[(mount.Length + 1)..];
        var (verb, name) = rest.IndexOf('/', StringComparison.Ordinal) is >= 0 and var end ? (rest[..end], rest[(end + 1)..]) : (rest, "");
        var engine = mount is null ? null : mounts[mount];
        var capability = method switch
        {
            "GET" => "read",
            "LIST" => "list",
            "DELETE" => "delete",
            _ => verb == "data" && engine?.Has(name) == false ? "create" : "update",
        };
        var allowed = policies.Allowed(token.Policies, path);
        if (!allowed.Contains("root") && !allowed.Contains(capability))
        {
            return VaultReply.Errors(403, VaultReply.Denied);
        }

        return engine?.Answer(method, verb, name, context.Request.Query["version"], body)
            ?? (path.StartsWith("auth/", StringComparison.Ordinal) ? logins.Answer(method, path["auth/".Length..], body, token)
                : path.StartsWith("sys/", StringComparison.Ordinal) ? system.Answer(method, path["sys/".Length..], body, token)
                : Further?.Invoke(context, path, body) is { } further ? VaultReply.With(further)
                : VaultReply.Errors(404, $"no handler for route '{path}'"));
    }
}
