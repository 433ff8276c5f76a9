using ZenML.Server.Tests.Hosting;

namespace ZenML.Server.Tests.Walk;

/// <summary>
/// The resources for a walk over all endpoints: an administrator with a user scoped secret that nobody else may see,
/// another user, and shared resources.
/// </summary>
internal sealed class WalkWorld
{
    public const string CanaryName = "canary-name-77f1";
    public const string CanaryKey = "canary_key_77f1";
    public const string CanaryValue = "canary-value-77f1";

    private readonly Dictionary<string, string> names = [];

    private WalkWorld(ApiClient administrator, ApiClient other)
    {
        Administrator = administrator;
        Other = other;
    }

    public ApiClient Administrator { get; }

    public ApiClient Other { get; }

    /// <summary>The id of the administrator's user-scoped secret.</summary>
    public string ForeignSecret => names["foreign secret"];

    public static async Task<WalkWorld> CreateAsync(RunningServer server)
    {
        var administrator = await ApiClient.LoginAsync(server, "default", "default-pw");
        await administrator.CreateAsync("/api/v1/users", """{"name":"other","password":"other-pw","is_admin":false}""");
        var world = new WalkWorld(administrator, await ApiClient.LoginAsync(server, "other", "other-pw"));
        await world.FillAsync();
        return world;
    }

    /// <summary>Replaces names in braces with the ids of these resources.</summary>
    public string Fill(string text) => names.Aggregate(
        text, (filled, name) => filled.Replace($"{{{name.Key}}}", name.Value, StringComparison.Ordinal));

    private async Task FillAsync()
    {
        names["nothing"] = Guid.NewGuid().ToString();
        names["tag"] = "walked";
        names["version"] = "1";
        names["me"] = Other.User.ToString();
        names["foreign user"] = Administrator.User.ToString();
        await CreateAsync("shared workspace", "/api/v1/workspaces", """{"name":"shared"}""");
        await CreateAsync("foreign secret", "/api/v1/workspaces/{shared workspace}/secrets",
            $$$"""
            {"name":"{{{CanaryName}}}","scope":"user","values":{"{{{CanaryKey}}}":"{{{CanaryValue}}}"},
            "user":"{foreign user}","workspace":"{shared workspace}"}
            """);
        await CreateAsync("shared account", "/api/v1/service_accounts", """{"name":"shared","active":true}""");
        await CreateAsync("shared key", "/api/v1/service_accounts/{shared account}/api_keys", """{"name":"shared"}""");
        await CreateAsync("shared flavor", "/api/v1/flavors",
            """
            {"name":"shared","type":"orchestrator","config_schema":{},"source":"a.b",
            "user":"{foreign user}","workspace":"{shared workspace}"}
            """);
        await CreateAsync("shared component", "/api/v1/workspaces/{shared workspace}/components",
            """
            {"name":"shared","type":"orchestrator","flavor":"local","configuration":{},
            "user":"{foreign user}","workspace":"{shared workspace}"}
            """);
        await CreateAsync("shared stack", "/api/v1/workspaces/{shared workspace}/stacks",
            """
            {"name":"shared stack","components":{"orchestrator":["{shared component}"]},
            "user":"{foreign user}","workspace":"{shared workspace}"}
            """);
        await CreateAsync("shared schedule", "/api/v1/workspaces/{shared workspace}/schedules",
            """
            {"name":"shared","active":true,"cron_expression":"* * * * *","user":"{foreign user}","workspace":"{shared workspace}"}
            """);
        await CreateAsync("shared build", "/api/v1/workspaces/{shared workspace}/pipeline_builds",
            """{"is_local":true,"contains_code":true,"user":"{foreign user}","workspace":"{shared workspace}"}""");
        await CreateAsync("shared repository", "/api/v1/workspaces/{shared workspace}/code_repositories",
            """
            {"name":"shared","config":{"token":"t"},"source":{"module":"m","attribute":"A","type":"user"},
            "user":"{foreign user}","workspace":"{shared workspace}"}
            """);
        await CreateAsync("shared connector", "/api/v1/workspaces/{shared workspace}/service_connectors",
            """
            {"name":"shared","connector_type":"c","auth_method":"token","user":"{foreign user}","workspace":"{shared workspace}"}
            """);
        await CreateAsync("shared model", "/api/v1/workspaces/{shared workspace}/models",
            """{"name":"shared","user":"{foreign user}","workspace":"{shared workspace}"}""");
        await CreateAsync("shared model version", "/api/v1/workspaces/{shared workspace}/models/shared/model_versions",
            """{"model":"{shared model}","user":"{foreign user}","workspace":"{shared workspace}"}""");
    }

    private async Task CreateAsync(string name, string path, string body) =>
        names[name] = (await Administrator.CreateAsync(Fill(path), Fill(body))).Id.ToString();
}
