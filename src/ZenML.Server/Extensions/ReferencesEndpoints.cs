using ZenML.Core.Errors;
using ZenML.Core.Resources;
using ZenML.Core.Secrets.References;
using ZenML.Core.Workspaces;
using ZenML.Protocol.Extensions;
using ZenML.Protocol.Json;
using ZenML.Protocol.Vocabulary;
using ZenML.Server.Http;
using ZenML.Server.Http.Parsing;
using ZenML.Server.Http.Responses;
using ZenML.Server.Workspaces;

namespace ZenML.Server.Extensions;

/// <summary>Checks and resolves many references in one request, for the caller, by the same rule as runs.</summary>
internal static class ReferencesEndpoints
{
    /// <summary>Adds the routes.</summary>
    public static void MapReferences(this IEndpointRouteBuilder routes)
    {
        routes.MapPost(ExtensionPaths.CheckReferences, CheckAsync);
        routes.MapPost(ExtensionPaths.ResolveReferences, ResolveAsync);
    }

    /// <summary>Adds the routes below a workspace.</summary>
    public static void MapWorkspaceReferences(this IEndpointRouteBuilder workspace)
    {
        workspace.MapPost(ExtensionPaths.CheckWorkspaceReferences, CheckAsync);
        workspace.MapPost(ExtensionPaths.ResolveWorkspaceReferences, ResolveAsync);
        workspace.MapPost(ExtensionPaths.SuggestReferences, SuggestAsync);
    }

    private static async Task CheckAsync(HttpContext http)
    {
        var mistakes = new RequestMistakes();
        var body = await RequestBody.ReadAsync(http, mistakes);
        var given = ReadWorkspace(http, body);
        var references = Read(body);
        var level = body.ReadValidationLevel();
        mistakes.ThrowIfAny();
        var workspace = given ?? (await http.FindWorkspaceByIdOrNameAsync(http.GetServices())).Id;
        var checks = await http.GetServices().SecretMetadata.CheckAsync(workspace, references, level, http.RequestAborted);
        await http.AnswerAsync(
            new ReferenceChecks([.. checks.Select(ToWire)]),
            ContractsJson.Wire.ReferenceChecks);
    }

    private static async Task ResolveAsync(HttpContext http)
    {
        var mistakes = new RequestMistakes();
        var body = await RequestBody.ReadAsync(http, mistakes);
        var given = ReadWorkspace(http, body);
        var references = Read(body);
        mistakes.ThrowIfAny();
        var workspace = given ?? (await http.FindWorkspaceByIdOrNameAsync(http.GetServices())).Id;
        var values = await http.GetServices().Secrets.ResolveAsync(workspace, references, http.RequestAborted);
        await http.AnswerAsync(
            new ResolvedReferences([.. references.Distinct().Select(
                reference => new ResolvedReference(reference.Name, reference.Key, values[reference].Reveal())
                {
                    Plain = values[reference].IsPlain,
                })]),
            ContractsJson.Wire.ResolvedReferences);
    }

    private static async Task SuggestAsync(HttpContext http)
    {
        var mistakes = new RequestMistakes();
        var body = await RequestBody.ReadAsync(http, mistakes);
        var references = Read(body);
        var level = body.ReadValidationLevel();
        mistakes.ThrowIfAny();
        var services = http.GetServices();
        var workspace = await http.FindWorkspaceByIdOrNameAsync(services);
        var suggestions = await services.SecretUsages.SuggestAsync(workspace.Id, references, level, http.RequestAborted);
        await http.AnswerAsync(
            new ReferenceSuggestionsBody([.. suggestions.Select(suggestion => new SuggestedReference(
                suggestion.Reference.Name, suggestion.Reference.Key, WireWords.ReferenceOutcomes.Of(suggestion.Outcome),
                suggestion.Nearest))]),
            ContractsJson.Wire.ReferenceSuggestionsBody);
    }

    /// <summary>Returns the workspace in the body; null if the path names it.</summary>
    private static Id<Workspace>? ReadWorkspace(HttpContext http, RequestBody body) =>
        http.HasPathPart(WorkspacePath.Part) ? null : body.RequiredId<Workspace>("workspace");

    /// <summary>Returns the references in the body, possibly with duplicates.</summary>
    private static SecretReference[] Read(RequestBody body)
    {
        body.Require("references");
        var references = body.InnerList("references")
            .Select(item => new SecretReference(item.RequiredText("name"), item.RequiredText("key"))).ToArray();
        return references.Length <= ReferenceLimits.MaximumReferences
            ? references
            : throw new ZenException(ErrorCode.TooLarge, $"A request can contain at most {ReferenceLimits.MaximumReferences} references.");
    }

    private static CheckedReference ToWire(ReferenceCheck check) => new(
        check.Reference.Name, check.Reference.Key, WireWords.ReferenceOutcomes.Of(check.Outcome),
        check.Scope is { } scope ? WireWords.Scopes.Of(scope) : null, check.Expires);
}
