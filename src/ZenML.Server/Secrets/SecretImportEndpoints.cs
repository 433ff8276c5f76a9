using ZenML.Core.Errors;
using ZenML.Core.Secrets;
using ZenML.Core.Secrets.Import;
using ZenML.Protocol.Extensions;
using ZenML.Protocol.Json;
using ZenML.Protocol.Vocabulary;
using ZenML.Server.Http;
using ZenML.Server.Http.Changes;
using ZenML.Server.Http.Parsing;
using ZenML.Server.Http.Responses;
using ZenML.Server.Workspaces;

namespace ZenML.Server.Secrets;

/// <summary>Creates and changes many secrets in one transaction. The response has key names and no values.</summary>
internal static class SecretImportEndpoints
{
    /// <summary>Adds the route below a workspace.</summary>
    public static void MapWorkspaceSecretImports(this IEndpointRouteBuilder workspace) =>
        workspace.MapPost(ExtensionPaths.ImportSecrets, ImportAsync);

    private static async Task ImportAsync(HttpContext http)
    {
        if (http.Request.Headers.IfMatch.Count > 0)
        {
            throw new ZenException(
                ErrorCode.VersionMismatch,
                "An import changes many secrets, so it cannot depend on the version of one. Nothing was changed.");
        }

        var mistakes = new RequestMistakes();
        var body = await RequestBody.ReadAsync(http, mistakes);
        body.Require("secrets");
        var dryRun = body.Boolean("dry_run") ?? false;
        var given = body.InnerList("secrets").Select(Read).ToArray();
        mistakes.ThrowIfAny();

        var services = http.GetServices();
        var workspace = await http.FindWorkspaceByIdOrNameAsync(services);
        var imports = given.Select(secret => secret.Import with { Name = SecretName.Parse(secret.Name) }).ToArray();
        if (dryRun)
        {
            var report = await services.SecretImports.ImportAsync(workspace.Id, imports, dryRun: true, http.RequestAborted);
            await http.AnswerAsync(ToWire(report), ContractsJson.Wire.ImportedSecrets);
            return;
        }

        await http.ChangeAsync(
            changing => changing.SecretImports.ImportAsync(workspace.Id, imports, dryRun: false, http.RequestAborted),
            (report, _) => ToWire(report),
            ContractsJson.Wire.ImportedSecrets);
    }

    /// <summary>Returns a secret of the request. Its name is parsed when the form of the whole request is known to be right.</summary>
    private static (string Name, SecretImport Import) Read(RequestBody secret)
    {
        var name = secret.RequiredText("name", SecretName.MaximumLength);
        var scope = secret.Scope();
        var replaces = secret.Boolean("replace") ?? false;
        secret.Require("values");
        return (name, new SecretImport(default, secret.ValuesToSet()) { Scope = scope, ReplaceAll = replaces });
    }

    private static ImportedSecrets ToWire(SecretImportReport report) => new([.. report.Secrets.Select(secret => new ImportedSecretRow(
        secret.Name.Value,
        WireWords.Scopes.Of(secret.Scope),
        WireWords.ImportOutcomes.Of(secret.Outcome),
        secret.Id?.Value,
        secret.Version,
        secret.Keys.Added,
        secret.Keys.Changed,
        secret.Keys.Removed))]);
}
