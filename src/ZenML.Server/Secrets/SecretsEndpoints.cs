using System.Text.Json;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Resources;
using ZenML.Core.Secrets;
using ZenML.Core.Workspaces;
using ZenML.Protocol.Extensions;
using ZenML.Protocol.Json;
using ZenML.Protocol.Paths;
using ZenML.Server.Http;
using ZenML.Server.Http.Changes;
using ZenML.Server.Http.Directories;
using ZenML.Server.Http.Parsing;
using ZenML.Server.Http.Responses;
using ZenML.Server.Idempotency;
using ZenML.Server.Workspaces;

namespace ZenML.Server.Secrets;

/// <summary>Secrets: section 9 of the contract. Secrets that the caller may not see are not found; Core decides which.</summary>
internal static class SecretsEndpoints
{
    private const string IdPart = "secret_id";

    private static readonly ReplayByReading Reread = new(
        changed => (changed as SecretInfo ?? ((Secret)changed).Info).Id.Value,
        (http, id) => AnswerAsync(http, new(id), hydrate: true));

    /// <summary>Adds the routes.</summary>
    public static void MapSecrets(this IEndpointRouteBuilder api)
    {
        const string secret = $"{ApiPaths.Secrets}/{{{IdPart}}}";
        api.MapPost(ApiPaths.InWorkspace + ApiPaths.Secrets, CreateAsync).WithMetadata(Reread);
        api.MapGet(ApiPaths.Secrets, ListAsync);
        api.MapGet(secret, GetAsync);
        api.MapPut(secret, UpdateAsync).WithMetadata(Reread);
        api.MapDelete(secret, DeleteAsync);
    }

    private static async Task CreateAsync(HttpContext http)
    {
        var mistakes = new RequestMistakes();
        var body = await RequestBody.ReadAsync(http, mistakes);
        var user = body.RequiredId<User>("user");
        var inWorkspace = body.RequiredId<Workspace>("workspace");
        var name = body.RequiredText("name", SecretName.MaximumLength);
        var scope = body.Scope() ?? SecretScope.Workspace;
        var values = body.Values()?.Set ?? new SecretValues();
        var keepVersions = body.KeepVersions();
        var restricted = body.Boolean(ExtensionPaths.Restricted);
        var details = body.Details();
        mistakes.ThrowIfAny();

        var services = http.GetServices();
        var workspace = await http.FindWorkspaceAsync(services);
        OwnershipChecks.EnsureSameWorkspace(inWorkspace, workspace);
        http.EnsureCaller(user);
        var secret = new NewSecret(workspace.Id, SecretName.Parse(name), scope, values)
        {
            KeepVersions = keepVersions, Details = details, IsRestricted = restricted,
        };
        var (created, json) = await http.PrepareChangeAsync(
            changing => changing.Secrets.CreateAsync(secret, http.RequestAborted),
            (info, named) => Write(new Secret(info, values), named, hydrate: true),
            Collect);
        http.SetVersion(created);
        await http.AnswerAsync(200, json);
    }

    private static async Task ListAsync(HttpContext http)
    {
        var query = new RequestQuery(http, new RequestMistakes());
        var hydrate = query.Hydrate(otherwise: false);
        var page = await http.GetServices().SecretMetadata.ListAsync(query.List(SecretFields.All), http.RequestAborted);
        var named = await LoadNamedAsync(http, page.Items, hydrate);
        await http.AnswerAsync(page.ToWire(secret => secret.ToWire(null, named, hydrate)), ContractsJson.Wire.ResourcePageSecretResource);
    }

    private static async Task GetAsync(HttpContext http)
    {
        var mistakes = new RequestMistakes();
        var id = http.PathId<Secret>(IdPart, mistakes);
        var hydrate = new RequestQuery(http, mistakes).Hydrate(otherwise: true);
        mistakes.ThrowIfAny();
        await AnswerAsync(http, id, hydrate);
    }

    private static async Task AnswerAsync(HttpContext http, Id<Secret> id, bool hydrate)
    {
        var secret = await http.GetServices().Secrets.GetAsync(id, http.RequestAborted);
        var json = Write(secret, await LoadNamedAsync(http, [secret.Info], hydrate), hydrate);
        http.SetVersion(secret.Info);
        await http.AnswerAsync(200, json);
    }

    private static async Task UpdateAsync(HttpContext http)
    {
        var mistakes = new RequestMistakes();
        var id = http.PathId<Secret>(IdPart, mistakes);
        var patches = new RequestQuery(http, mistakes).Boolean("patch_values", otherwise: false);
        var body = await RequestBody.ReadAsync(http, mistakes);
        var name = body.Text("name", SecretName.MaximumLength);
        var scope = body.Scope();
        var values = body.Values();
        var keepVersions = body.KeepVersions();
        var restricted = body.Boolean(ExtensionPaths.Restricted);
        var details = body.Details();
        mistakes.ThrowIfAny();

        // Without patching, absent values are deleted. Values of null are kept, because the contract cannot return them.
        var replaces = !patches && (values is not null || !body.Has("values"));
        var update = new SecretUpdate
        {
            Name = name is null ? null : SecretName.Parse(name),
            Scope = scope,
            Set = values?.Set ?? new SecretValues(),
            Remove = replaces ? [] : values?.Remove ?? [],
            RequireRemoved = false,
            ReplaceAll = replaces,
            KeepVersions = keepVersions,
            IsRestricted = restricted,
            Details = details,
            IfVersion = http.FindExpectedVersion(),
        };
        var (changed, json) = await http.PrepareChangeAsync(
            changing => changing.Secrets.UpdateWithValuesAsync(id, update, http.RequestAborted),
            (secret, named) => Write(secret, named, hydrate: true),
            (named, secret) => Collect(named, secret.Info));
        http.SetVersion(changed.Info);
        await http.AnswerAsync(200, json);
    }

    private static Task DeleteAsync(HttpContext http)
    {
        var expected = http.FindExpectedVersion();
        return http.DeleteAsync<Secret>(
            IdPart, (changing, id) => changing.Secrets.DeleteAsync(id, expected, http.RequestAborted));
    }

    private static byte[] Write(Secret secret, NamedLoader named, bool hydrate) =>
        JsonSerializer.SerializeToUtf8Bytes(secret.Info.ToWire(secret.Values, named, hydrate), ContractsJson.Wire.SecretResource);

    private static void Collect(NamedLoader named, SecretInfo secret) => named.Add(secret.User).Add(secret.Workspace);

    /// <summary>Loads the accounts of secrets and, if the response contains them, the workspaces.</summary>
    internal static Task<NamedLoader> LoadNamedAsync(HttpContext http, IEnumerable<SecretInfo> secrets, bool hydrate)
    {
        var named = new NamedLoader();
        foreach (var secret in secrets)
        {
            named.Add(secret.User).Add(hydrate ? secret.Workspace : null);
        }

        return named.LoadAsync(http);
    }
}
