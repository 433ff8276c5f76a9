using System.Text.Json;
using System.Text.RegularExpressions;
using ZenML.Core.Access;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Resources;
using ZenML.Core.Workspaces;
using ZenML.Server.Configuration;
using ZenML.Server.Tests.Hosting;
using ZenML.Server.Tests.ServiceAccounts;
using ZenML.Server.Tests.Tracking;

namespace ZenML.Server.Tests.Walk;

/// <summary>
/// A server with the strict setting, a workspace full of things that an administrator made, and an account for each role in it.
/// </summary>
internal sealed partial class RoleWorld : IAsyncDisposable
{
    /// <summary>Part of every name in the workspace.</summary>
    public const string Canary = "canary-77f1";

    private const string Owned = """
        "user":"{me}","workspace":"{workspace}"
        """;

    private static readonly Dictionary<string, (string Path, string Body)> Recipes = new()
    {
        ["flavor"] = (
            "flavors", $$"""{"name":"{unique}","type":"orchestrator","config_schema":{},"source":"a.b",{{Owned}}}"""),
        ["component"] = (
            "workspaces/{workspace}/components",
            $$"""{"name":"{unique}","type":"orchestrator","flavor":"local","configuration":{},{{Owned}}}"""),
        ["stack"] = (
            "workspaces/{workspace}/stacks", $$"""{"name":"{unique}","components":{"orchestrator":["{component}"]},{{Owned}}}"""),
        ["schedule"] = (
            "workspaces/{workspace}/schedules", $$"""{"name":"{unique}","active":true,"cron_expression":"* * * * *",{{Owned}}}"""),
        ["build"] = ("workspaces/{workspace}/pipeline_builds", $$"""{"is_local":true,"contains_code":true,{{Owned}}}"""),
        ["repository"] = (
            "workspaces/{workspace}/code_repositories",
            $$"""
            {"name":"{unique}","config":{"token":"value-{{Canary}}"},"source":{"module":"m","attribute":"A","type":"user"},{{Owned}}}
            """),
        ["connector"] = (
            "workspaces/{workspace}/service_connectors",
            $$"""{"name":"{unique}","connector_type":"c","auth_method":"token",{{Owned}}}"""),
        ["pipeline"] = (
            "workspaces/{workspace}/pipelines",
            $$"""{"name":"{unique}","version":"1","version_hash":"h","spec":{{Documents.Spec}},{{Owned}}}"""),
        ["deployment"] = (
            "workspaces/{workspace}/pipeline_deployments",
            $$"""
            {"run_name_template":"{unique}","pipeline_configuration":{{Documents.Configuration}},
            "step_configurations":{"one":{{Step("one")}},"two":{{Step("two")}}},"client_environment":{{Documents.Environment}},
            "client_version":"0.58.0","server_version":"0.58.0","stack":"{stack}","pipeline":"{pipeline}",{{Owned}}}
            """),
        ["run"] = (
            "workspaces/{workspace}/runs",
            $$"""{"name":"{unique}","deployment":"{deployment}","orchestrator_run_id":"{unique}","status":"running",{{Owned}}}"""),
        ["step"] = (
            "steps",
            $$"""
            {"name":"one","status":"completed","pipeline_run_id":"{run}","deployment":"{deployment}","inputs":{},
            "outputs":{"output":"{artifact version}"},"logs":{"uri":"/{{Canary}}.log","artifact_store_id":"{component}"},{{Owned}}}
            """),
        ["artifact"] = ("artifacts", """{"name":"{unique}","has_custom_name":true}"""),
        ["artifact version"] = (
            "artifact_versions",
            $$"""
            {"artifact_id":"{artifact}","version":"1","has_custom_name":false,"type":"DataArtifact","uri":"/{{Canary}}",
            "materializer":{{Documents.Source}},"data_type":{{Documents.Source}},"tags":[],"visualizations":[],{{Owned}}}
            """),
        ["metadata"] = (
            "workspaces/{workspace}/run-metadata",
            $$"""
            {"resource_id":"{run}","resource_type":"pipeline_run","values":{"{{Canary}}":1},"types":{"{{Canary}}":"int"},{{Owned}}}
            """),
        ["tag"] = ("tags", """{"name":"{unique}","color":"teal"}"""),
        ["model"] = ("workspaces/{workspace}/models", $$"""{"name":"{unique}",{{Owned}}}"""),
        ["model version"] = ("workspaces/{workspace}/models/{model}/model_versions", $$"""{"model":"{model}",{{Owned}}}"""),
        ["model link"] = (
            "workspaces/{workspace}/model_versions/{model version}/artifacts",
            $$"""{"model":"{model}","model_version":"{model version}","artifact_version":"{artifact version}",{{Owned}}}"""),
        ["run link"] = (
            "workspaces/{workspace}/model_versions/{model version}/runs",
            $$"""{"model":"{model}","model_version":"{model version}","pipeline_run":"{run}",{{Owned}}}"""),
    };

    private readonly Dictionary<Role, ApiClient> accounts = [];

    private int made;

    private RoleWorld(RunningServer server, ApiClient maker)
    {
        Server = server;
        Maker = maker;
    }

    /// <summary>The server.</summary>
    public RunningServer Server { get; }

    /// <summary>The administrator who made everything, with the role owner in every workspace.</summary>
    public ApiClient Maker { get; }

    /// <summary>An account without any role.</summary>
    public required ApiClient Nobody { get; init; }

    /// <summary>An administrator without any role.</summary>
    public required ApiClient Administrator { get; init; }

    /// <summary>An editor of another workspace.</summary>
    public required ApiClient Stranger { get; init; }

    /// <summary>An API key that is limited to another workspace, of a service account that owns every workspace.</summary>
    public required ApiClient LimitedKey { get; init; }

    /// <summary>The accounts with a role in the workspace.</summary>
    public IReadOnlyDictionary<Role, ApiClient> Accounts => accounts;

    /// <summary>Starts a server with accounts, and nothing else.</summary>
    public static async Task<RoleWorld> StartAsync()
    {
        var server = await RunningServer.StartAsync(clock: null, (SettingNames.DefaultRole, "none"));
        var maker = await ApiClient.LoginAsync(server, "default", "default-pw");
        var elsewhere = await maker.CreateAsync("/api/v1/workspaces", """{"name":"elsewhere"}""");
        var world = new RoleWorld(server, maker)
        {
            Nobody = await AddAsync(server, maker, "nobody"),
            Administrator = await AddAsync(server, maker, "administrator", isAdmin: true),
            Stranger = await AddAsync(server, maker, "stranger"),
            LimitedKey = await AddKeyAsync(server, maker, elsewhere.Id),
        };
        await world.GrantAsync(world.Stranger, elsewhere.Id, Role.Editor);
        foreach (var role in Enum.GetValues<Role>())
        {
            world.accounts[role] = await AddAsync(server, maker, role.ToString().ToUpperInvariant());
        }

        return world;
    }

    private static async Task<ApiClient> AddKeyAsync(RunningServer server, ApiClient maker, Guid workspace)
    {
        var keys = await maker.MakeAccountAsync("limited");
        await server.GrantAsync(Guid.Parse(keys.Split('/')[5]), Role.Owner, workspace: null);
        var key = await server.WithLimitedKeyAsync(
            await maker.MakeKeyAsync(keys, $"\"workspace\": \"{workspace}\", \"role\": \"editor\""));
        return await key.IdentifyAsync();
    }

    /// <summary>Makes a workspace in which each account has its role.</summary>
    public async Task<Guid> AddWorkspaceAsync()
    {
        var workspace = (await Maker.CreateAsync("/api/v1/workspaces", $$"""{"name":"{{Unique()}}"}""")).Id;
        foreach (var (role, account) in accounts)
        {
            await GrantAsync(account, workspace, role);
        }

        return workspace;
    }

    /// <summary>Makes one thing of each kind in a workspace, and returns what their names in braces stand for.</summary>
    public async Task<Dictionary<string, string>> FillWorkspaceAsync(Guid workspace)
    {
        var names = new Dictionary<string, string> { ["workspace"] = workspace.ToString() };
        foreach (var kind in Recipes.Keys)
        {
            await FindAsync(kind, names);
        }

        return names;
    }

    /// <summary>Replaces names in braces by what they stand for, and makes what has none yet.</summary>
    public async Task<string> FillAsync(string text, Dictionary<string, string> names, ApiClient sender)
    {
        foreach (var kind in Name().Matches(text).Select(match => match.Groups[1].Value).Distinct().Where(Recipes.ContainsKey))
        {
            await FindAsync(kind, names);
        }

        return Name().Replace(text, match => match.Groups[1].Value switch
        {
            "me" => sender.User.ToString(),
            "unique" => Unique(),
            var name => names.GetValueOrDefault(name) ?? match.Value,
        });
    }

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    private static string Step(string name) => $$"""{"spec":{{Documents.StepSpec(name)}},"config":{{Documents.StepConfiguration(name)}}}""";

    private static async Task<ApiClient> AddAsync(RunningServer server, ApiClient maker, string name, bool isAdmin = false)
    {
        var admin = isAdmin ? "true" : "false";
        await maker.CreateAsync("/api/v1/users", $$"""{"name":"{{name}}","password":"{{name}}-password","is_admin":{{admin}}}""");
        return await ApiClient.LoginAsync(server, name, $"{name}-password");
    }

    private string Unique() => $"{Canary}-{++made}";

    private Task<bool> GrantAsync(ApiClient account, Guid workspace, Role role) => Server.Database.WriteAsync(
        async (unit, token) =>
        {
            await unit.Access.SaveAsync(
                new RoleBinding
                {
                    Holder = AccessHolder.Of(new Id<User>(account.User)),
                    Workspace = new Id<Workspace>(workspace),
                    Role = role,
                    Created = DateTimeOffset.UnixEpoch,
                },
                token);
            return true;
        },
        TestContext.Current.CancellationToken);

    private async Task FindAsync(string kind, Dictionary<string, string> names)
    {
        if (names.ContainsKey(kind))
        {
            return;
        }

        var (path, body) = Recipes[kind];
        var answer = await Maker.CreateAsync(
            "/api/v1/" + await FillAsync(path, names, Maker), await FillAsync(body, names, Maker));
        var json = answer.Json.ValueKind == JsonValueKind.Array ? answer.Json[0] : answer.Json;
        names[kind] = json.GetProperty("id").GetString()!;
    }

    [GeneratedRegex(@"\{([a-z][a-z ]*)\}")]
    private static partial Regex Name();
}
