using ZenML.Core;
using ZenML.Core.Accounts.ServiceAccounts;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Querying.Lookups;
using ZenML.Protocol.Extensions;
using ZenML.Protocol.Json;
using ZenML.Protocol.Paths;
using ZenML.Server.Http;
using ZenML.Server.Http.Changes;
using ZenML.Server.Http.Parsing;
using ZenML.Server.Http.Responses;

namespace ZenML.Server.ServiceAccounts;

/// <summary>Service accounts: section 7 of the contract.</summary>
internal static class ServiceAccountsEndpoints
{
    private const string Part = "service_account_name_or_id";

    private const int Short = 255;

    private const int Long = 65_535;

    /// <summary>Adds the routes.</summary>
    public static void MapServiceAccounts(this IEndpointRouteBuilder api)
    {
        const string account = $"{ApiPaths.ServiceAccounts}/{{{Part}}}";
        api.MapGet(ApiPaths.ServiceAccounts, ListAsync);
        api.MapPost(ApiPaths.ServiceAccounts, CreateAsync).WithMetadata(SmallBody.Instance);
        api.MapGet(account, GetAsync);
        api.MapPut(account, UpdateAsync).WithMetadata(SmallBody.Instance);
        api.MapDelete(account, DeleteAsync);
    }

    private static async Task ListAsync(HttpContext http)
    {
        var query = new RequestQuery(http, new RequestMistakes());
        var hydrate = query.Hydrate(otherwise: false);
        var page = await http.GetServices().ServiceAccounts.ListAsync(query.List(ServiceAccountFields.All), http.RequestAborted);
        await http.AnswerAsync(
            page.ToWire(account => account.ToServiceAccount(hydrate)), ContractsJson.Wire.ResourcePageServiceAccountResource);
    }

    private static async Task CreateAsync(HttpContext http)
    {
        var mistakes = new RequestMistakes();
        var body = await RequestBody.ReadAsync(http, mistakes);
        var (name, description, isActive) = (
            body.RequiredText("name", Short), body.Text("description", Long) ?? "", body.RequiredBoolean("active"));
        var key = body.Inner(ExtensionPaths.FirstApiKey) is { } first
            ? (Name: first.RequiredText("name", Short), Description: first.Text("description", Long) ?? "")
            : default((string Name, string Description)?);
        if (key is not null && !isActive)
        {
            body.Report("active", "must be true if a key is created, too (type=value_error)");
        }

        mistakes.ThrowIfAny();
        if (key is { } wanted)
        {
            await http.ChangeAsync(
                changing => changing.ServiceAccounts.CreateWithKeyAsync(
                    name, description, wanted.Name, wanted.Description, http.RequestAborted),
                (created, named) => created.ToWire(named),
                ContractsJson.Wire.ServiceAccountResource,
                (named, created) => named.Add(created.Account.Id));
        }
        else
        {
            await ChangeAsync(http, changing => changing.ServiceAccounts.CreateAsync(name, description, isActive, http.RequestAborted));
        }
    }

    private static async Task GetAsync(HttpContext http)
    {
        var mistakes = new RequestMistakes();
        var hydrate = new RequestQuery(http, mistakes).Hydrate(otherwise: true);
        mistakes.ThrowIfAny();
        await AnswerAsync(
            http,
            await http.GetServices().ServiceAccounts.FindAsync(http.PathText(Part), LookupMode.Exact, http.RequestAborted),
            hydrate);
    }

    private static async Task UpdateAsync(HttpContext http)
    {
        var mistakes = new RequestMistakes();
        var body = await RequestBody.ReadAsync(http, mistakes);
        var update = new ServiceAccountUpdate(body.Text("name", Short), body.Text("description", Long), body.Boolean("active"));
        mistakes.ThrowIfAny();
        await ChangeAsync(http, changing => changing.ServiceAccounts.UpdateAsync(http.PathText(Part), update, http.RequestAborted));
    }

    private static Task DeleteAsync(HttpContext http) =>
        http.ChangeAsync(changing => changing.ServiceAccounts.DeleteAsync(http.PathText(Part), http.RequestAborted));

    private static Task ChangeAsync(HttpContext http, Func<IServerServices, Task<User>> change) =>
        http.ChangeAsync(change, (account, _) => account.ToServiceAccount(hydrate: true), ContractsJson.Wire.ServiceAccountResource);

    private static Task AnswerAsync(HttpContext http, User account, bool hydrate) =>
        http.AnswerAsync(account.ToServiceAccount(hydrate), ContractsJson.Wire.ServiceAccountResource);
}
