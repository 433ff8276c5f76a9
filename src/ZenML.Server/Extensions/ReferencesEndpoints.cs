using ZenML.Core.Errors;
using ZenML.Core.Secrets.References;
using ZenML.Core.Workspaces;
using ZenML.Protocol.Extensions;
using ZenML.Protocol.Json;
using ZenML.Protocol.Secrets;
using ZenML.Server.Http;

namespace ZenML.Server.Extensions;

/// <summary>Checks and resolves many references in one request. Both answer for the caller, by the one rule that runs use.</summary>
internal static class ReferencesEndpoints
{
    /// <summary>Adds the routes.</summary>
    public static void MapReferences(this IEndpointRouteBuilder routes)
    {
        routes.MapPost(ExtensionPaths.CheckReferences, CheckAsync);
        routes.MapPost(ExtensionPaths.ResolveReferences, ResolveAsync);
    }

    private static async Task CheckAsync(HttpContext http)
    {
        var mistakes = new RequestMistakes();
        var body = await RequestBody.ReadAsync(http, mistakes);
        var workspace = body.RequiredId<Workspace>("workspace");
        var references = Read(body);
        var level = SecretValidationLevels.Parse(body.Choice("level", "SECRET_AND_KEY_EXISTS", "SECRET_EXISTS", "NONE"));
        mistakes.ThrowIfAny();
        var checks = await http.GetServices().Secrets.CheckAsync(workspace, references, level, http.RequestAborted);
        await http.AnswerAsync(
            new ReferenceChecks([.. checks.Select(check => new CheckedReference(check.Reference.Name, check.Reference.Key, Name(check.Outcome), check.Scope?.WireName()))]),
            ContractsJson.Wire.ReferenceChecks);
    }

    private static async Task ResolveAsync(HttpContext http)
    {
        var mistakes = new RequestMistakes();
        var body = await RequestBody.ReadAsync(http, mistakes);
        var workspace = body.RequiredId<Workspace>("workspace");
        var references = Read(body);
        mistakes.ThrowIfAny();
        var values = await http.GetServices().Secrets.ResolveAsync(workspace, references, http.RequestAborted);
        await http.AnswerAsync(
            new ResolvedReferences([.. references.Distinct().Select(reference => new ResolvedReference(reference.Name, reference.Key, values[reference].Reveal()))]),
            ContractsJson.Wire.ResolvedReferences);
    }

    /// <summary>The references as they are sent; some may be sent twice.</summary>
    private static SecretReference[] Read(RequestBody body)
    {
        body.Require("references");
        var references = body.InnerList("references").Select(item => new SecretReference(item.RequiredText("name"), item.RequiredText("key"))).ToArray();
        return references.Length <= ReferencesRequest.MaximumReferences
            ? references
            : throw new ZenException(ErrorCode.TooLarge, $"One request can hold {ReferencesRequest.MaximumReferences} references.");
    }

    private static string Name(ReferenceOutcome outcome) => outcome switch
    {
        ReferenceOutcome.Resolves => "resolves",
        ReferenceOutcome.KeyMissing => "key_missing",
        ReferenceOutcome.ValuesMissing => "values_missing",
        _ => "secret_missing",
    };
}
