using ZenML.Core.Secrets.Usages;
using ZenML.Core.Stacks.Components;
using ZenML.Protocol.Extensions;
using ZenML.Protocol.Json;
using ZenML.Protocol.Vocabulary;
using ZenML.Server.Extensions;
using ZenML.Server.Http;
using ZenML.Server.Http.Directories;
using ZenML.Server.Http.Parsing;
using ZenML.Server.Http.Responses;
using ZenML.Server.Workspaces;

namespace ZenML.Server.Secrets;

/// <summary>Finds what refers to one secret, or to any. Reads no values.</summary>
internal static class SecretUsagesEndpoints
{
    /// <summary>Adds the route below a workspace.</summary>
    public static void MapSecretUsages(this IEndpointRouteBuilder workspace) =>
        workspace.MapPost(ExtensionPaths.SecretUsages, FindAsync);

    private static async Task FindAsync(HttpContext http)
    {
        var mistakes = new RequestMistakes();
        var body = await RequestBody.ReadAsync(http, mistakes);
        var text = body.Text("text");
        var scope = body.Scope();
        var mode = body.ReadLookupMode();
        mistakes.ThrowIfAny();

        var services = http.GetServices();
        var workspace = await http.FindWorkspaceByIdOrNameAsync(services);
        var found = text is null
            ? await services.SecretUsages.ListAsync(workspace.Id, http.RequestAborted)
            : [await services.SecretUsages.FindAsync(workspace.Id, text, scope, mode, http.RequestAborted)];
        var named = await SecretsEndpoints.LoadNamedAsync(http, found.Select(usages => usages.Secret), hydrate: true);
        await http.AnswerAsync(
            new SecretUsagesBody([.. found.Select(usages => ToWire(usages, named))]), ContractsJson.Wire.SecretUsagesBody);
    }

    private static UsedSecret ToWire(SecretUsages usages, NamedLoader named) => new(
        usages.Secret.ToInfo(named, hydrate: true),
        [.. usages.Components.Select(use => new UsingComponent(
            use.Component.Value, use.Type.WireName(), use.Name, use.Attribute, use.Reference.Key, use.Stacks,
            WireWords.UsageOutcomes.Of(use.Outcome)))],
        [.. usages.Pipelines.Select(use => new UsingPipeline(
            use.Pipeline, use.Attribute, use.Reference.Key, use.Runs, use.LatestRun, use.Latest,
            WireWords.UsageOutcomes.Of(use.Outcome)))]);
}
