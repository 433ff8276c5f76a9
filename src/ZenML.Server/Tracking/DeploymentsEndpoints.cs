using ZenML.Core.PlainResources;
using ZenML.Core.Resources;
using ZenML.Core.Runs;
using ZenML.Core.Runs.Deployments;
using ZenML.Core.Stacks;
using ZenML.Core.Stacks.Configurations;
using ZenML.Core.Workspaces;
using ZenML.Protocol.Json;
using ZenML.Protocol.Paths;
using ZenML.Protocol.Tracking;
using ZenML.Server.Http;
using ZenML.Server.Http.Changes;
using ZenML.Server.Http.Parsing;
using ZenML.Server.Workspaces;

namespace ZenML.Server.Tracking;

/// <summary>Deployments of pipelines: section 13 of the contract.</summary>
internal static class DeploymentsEndpoints
{
    private const string IdPart = "deployment_id";

    private static readonly ResourceShape<Deployment, DeploymentResource> Shape = new()
    {
        ToWire = (deployment, named, hydrate) => deployment.ToWire(named, hydrate),
        Type = ContractsJson.Wire.DeploymentResource,
        PageType = ContractsJson.Wire.ResourcePageDeploymentResource,
        Collect = TrackingNames.Add,
    };

    /// <summary>Adds the routes.</summary>
    public static void MapDeployments(this IEndpointRouteBuilder api)
    {
        api.MapGet(ApiPaths.Deployments, http => ListAsync(http, null));
        api.MapGet($"{ApiPaths.Deployments}/{{{IdPart}}}", GetAsync);
        api.MapDelete($"{ApiPaths.Deployments}/{{{IdPart}}}", DeleteAsync);
        api.MapGet(ApiPaths.InWorkspace + ApiPaths.Deployments, async http =>
            await ListAsync(http, (await http.FindWorkspaceAsync(http.GetServices())).Id));
        api.MapPost(ApiPaths.InWorkspace + ApiPaths.Deployments, CreateAsync);
    }

    private static Task ListAsync(HttpContext http, Id<Workspace>? workspace) => Shape.ListAsync(
        http,
        query => query.List(TrackingFields.Deployments, workspace),
        (services, list, hydrate) => services.Tracking.Deployments.ListAsync(list, hydrate, http.RequestAborted));

    private static Task GetAsync(HttpContext http) => Shape.GetAsync(
        http, IdPart, (services, id, _) => services.Tracking.Deployments.GetAsync(id, http.RequestAborted));

    private static Task DeleteAsync(HttpContext http) => http.DeleteAsync<Deployment>(
        IdPart, (changing, id) => changing.Tracking.Deployments.DeleteAsync(id, http.RequestAborted));

    private static async Task CreateAsync(HttpContext http)
    {
        var mistakes = new RequestMistakes();
        var body = await RequestBody.ReadAsync(http, mistakes);
        var deployment = new NewDeployment
        {
            Workspace = body.Workspace(),
            User = body.Owner(),
            RunNameTemplate = body.RequiredText("run_name_template", TrackingRequests.LongText),
            Configuration = body.RequiredDocument("pipeline_configuration"),
            Pipeline = body.Inner("pipeline_configuration")?.RequiredText("name", TrackingRequests.ShortText) ?? "",
            Steps = ReadSteps(body),
            ClientEnvironment = body.Document("client_environment", OpaqueJson.EmptyMap),
            ClientVersion = body.Text("client_version", TrackingRequests.ShortText),
            ServerVersion = body.Text("server_version", TrackingRequests.ShortText),
            Stack = body.RequiredId<Stack>("stack"),
            RegisteredPipeline = body.Id<RegisteredPipeline>("pipeline"),
            Build = body.Id<PlainResource>("build"),
            Schedule = body.Id<PlainResource>("schedule"),
            Code = body.Inner("code_reference") is { } code ? ReadCode(code) : null,
        };
        mistakes.ThrowIfAny();
        await http.EnsureWorkspaceAsync(deployment.Workspace);
        await Shape.CreateAsync(http, changing => changing.Tracking.Deployments.CreateAsync(deployment, http.RequestAborted));
    }

    private static NewCodeReference ReadCode(RequestBody code) => new(
        code.RequiredId<PlainResource>("code_repository"),
        code.RequiredText("commit", TrackingRequests.ShortText),
        code.RequiredText("subdirectory", TrackingRequests.ShortText));

    private static List<DeployedStep> ReadSteps(RequestBody body)
    {
        var steps = new List<DeployedStep>();
        foreach (var (name, value) in body.Map("step_configurations") ?? new ConfigurationMap())
        {
            if (name.Length > TrackingRequests.ShortText)
            {
                body.Report(
                    "step_configurations",
                    $"ensure that names have at most {TrackingRequests.ShortText} characters (type=value_error.any_str.max_length)");
            }
            else if (value is ConfigurationMap map && IsStep(map))
            {
                steps.Add(new DeployedStep(name, TrackingRequests.ToDocument(map)));
            }
            else
            {
                body.Report(
                    "step_configurations",
                    "a step needs the maps 'spec', with 'source' and 'upstream_steps', and 'config', with 'name' (type=type_error.dict)");
            }
        }

        return steps;
    }

    private static bool IsStep(ConfigurationMap map) =>
        map.TryGetValue("spec", out var spec) && spec is ConfigurationMap place
        && place.TryGetValue("source", out var source) && source is ConfigurationMap or ConfigurationText
        && place.TryGetValue("upstream_steps", out var upstream) && upstream is ConfigurationList
        && map.TryGetValue("config", out var config) && config is ConfigurationMap configuration
        && configuration.TryGetValue("name", out var name) && name is ConfigurationText;
}
