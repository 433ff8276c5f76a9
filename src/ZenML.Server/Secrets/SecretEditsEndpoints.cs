using System.Text.Json;
using ZenML.Core;
using ZenML.Core.Secrets;
using ZenML.Core.Secrets.Edits;
using ZenML.Core.Secrets.Transfers;
using ZenML.Core.Workspaces;
using ZenML.Protocol.Extensions;
using ZenML.Protocol.Json;
using ZenML.Server.Http;
using ZenML.Server.Http.Changes;
using ZenML.Server.Http.Directories;
using ZenML.Server.Http.Parsing;
using ZenML.Server.Http.Responses;
using ZenML.Server.Workspaces;

namespace ZenML.Server.Secrets;

/// <summary>Edits that say what they did, copies and moves of secrets. No response has values.</summary>
internal static class SecretEditsEndpoints
{
    private const string IdPart = "secret_id";

    /// <summary>Adds the routes.</summary>
    public static void MapSecretEdits(this IEndpointRouteBuilder routes)
    {
        const string secret = $"{ExtensionPaths.Secrets}/{{{IdPart}}}";
        routes.MapPut(secret + ExtensionPaths.EditSecret, EditAsync);
        routes.MapPut(ExtensionPaths.Workspace + ExtensionPaths.SetSecret, SetAsync);
        routes.MapPost(secret + ExtensionPaths.CopySecret, CopyAsync);
        routes.MapPut(secret + ExtensionPaths.MoveSecret, MoveAsync);
    }

    private static async Task EditAsync(HttpContext http)
    {
        var mistakes = new RequestMistakes();
        var id = http.PathId<Secret>(IdPart, mistakes);
        var body = await RequestBody.ReadAsync(http, mistakes);
        var name = body.Text("name", SecretName.MaximumLength);
        var scope = body.Scope();
        var values = body.Values();
        var keepVersions = body.KeepVersions();
        var restricted = body.Boolean(ExtensionPaths.Restricted);
        var details = body.Details();
        var requiresRemoved = body.Boolean("require_removed") ?? false;
        var replaces = body.Boolean("replace_all") ?? false;
        mistakes.ThrowIfAny();

        var update = new SecretUpdate
        {
            Name = name is null ? null : SecretName.Parse(name),
            Scope = scope,
            Set = values?.Set ?? new SecretValues(),
            Remove = values?.Remove ?? [],
            RequireRemoved = requiresRemoved,
            ReplaceAll = replaces,
            KeepVersions = keepVersions,
            IsRestricted = restricted,
            Details = details,
            IfVersion = http.FindExpectedVersion(),
        };
        await AnswerAsync(http, changing => changing.SecretEdits.EditAsync(id, update, http.RequestAborted));
    }

    private static async Task SetAsync(HttpContext http)
    {
        var mistakes = new RequestMistakes();
        var body = await RequestBody.ReadAsync(http, mistakes);
        var name = body.RequiredText("name", SecretName.MaximumLength);
        var scope = body.Scope() ?? SecretScope.Workspace;
        var values = body.ValuesToSet();
        var keepVersions = body.KeepVersions();
        var restricted = body.Boolean(ExtensionPaths.Restricted);
        var details = body.Details();
        mistakes.ThrowIfAny();

        var workspace = await http.FindWorkspaceByIdOrNameAsync(http.GetServices());
        var secret = new NewSecret(workspace.Id, SecretName.Parse(name), scope, values)
        {
            KeepVersions = keepVersions, Details = details, IsRestricted = restricted,
        };
        var expected = http.FindExpectedVersion();
        await AnswerAsync(http, changing => changing.SecretEdits.SetAsync(secret, expected, http.RequestAborted));
    }

    private static async Task CopyAsync(HttpContext http)
    {
        var mistakes = new RequestMistakes();
        var id = http.PathId<Secret>(IdPart, mistakes);
        var body = await RequestBody.ReadAsync(http, mistakes);
        var name = body.RequiredText("name", SecretName.MaximumLength);
        var (scope, workspace) = (body.Scope(), body.Id<Workspace>("workspace"));
        mistakes.ThrowIfAny();

        var copy = new SecretCopy(SecretName.Parse(name))
        {
            Scope = scope, Workspace = workspace, IfVersion = http.FindExpectedVersion(),
        };
        await AnswerAsync(http, changing => changing.SecretTransfers.CopyAsync(id, copy, http.RequestAborted));
    }

    private static async Task MoveAsync(HttpContext http)
    {
        var mistakes = new RequestMistakes();
        var id = http.PathId<Secret>(IdPart, mistakes);
        var body = await RequestBody.ReadAsync(http, mistakes);
        var (scope, workspace) = (body.Scope(), body.Id<Workspace>("workspace"));
        mistakes.ThrowIfAny();
        var destination = new SecretDestination { Scope = scope, Workspace = workspace, IfVersion = http.FindExpectedVersion() };
        await AnswerAsync(http, changing => changing.SecretTransfers.MoveAsync(id, destination, http.RequestAborted));
    }

    private static async Task AnswerAsync(HttpContext http, Func<IServerServices, Task<EditedSecret>> edit)
    {
        var (edited, json) = await http.PrepareChangeAsync(edit, Write, (named, changed) => Collect(named, changed.Secret));
        http.SetVersion(edited.Secret);
        await http.AnswerAsync(200, json);
    }

    private static async Task AnswerAsync(HttpContext http, Func<IServerServices, Task<SecretInfo>> change)
    {
        var (secret, json) = await http.PrepareChangeAsync(
            change,
            (changed, named) => JsonSerializer.SerializeToUtf8Bytes(
                changed.ToInfo(named, hydrate: true), ContractsJson.Wire.SecretInfoResource),
            Collect);
        http.SetVersion(secret);
        await http.AnswerAsync(200, json);
    }

    private static byte[] Write(EditedSecret edited, NamedLoader named)
    {
        var resource = new EditedSecretResource
        {
            Secret = edited.Secret.ToInfo(named, hydrate: true),
            Added = edited.Keys.Added,
            Changed = edited.Keys.Changed,
            Removed = edited.Keys.Removed,
            IsNew = edited.IsNew,
            IsChanged = edited.IsChanged,
        };
        return JsonSerializer.SerializeToUtf8Bytes(resource, ContractsJson.Wire.EditedSecretResource);
    }

    private static void Collect(NamedLoader named, SecretInfo secret) => named.Add(secret.User).Add(secret.Workspace);
}
