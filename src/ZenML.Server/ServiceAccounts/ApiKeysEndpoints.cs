using ZenML.Core;
using ZenML.Core.Accounts.Credentials;
using ZenML.Core.Accounts.Users;
using ZenML.Protocol.Extensions;
using ZenML.Protocol.Json;
using ZenML.Protocol.Paths;
using ZenML.Server.Http;
using ZenML.Server.Http.Changes;
using ZenML.Server.Http.Directories;
using ZenML.Server.Http.Parsing;
using ZenML.Server.Http.Responses;

namespace ZenML.Server.ServiceAccounts;

/// <summary>API keys of service accounts: section 7 of the contract.</summary>
internal static class ApiKeysEndpoints
{
    private const string AccountPart = "service_account_id";

    private const string KeyPart = "api_key_name_or_id";

    private const int Short = 255;

    private const int Long = 65_535;

    /// <summary>Adds the routes of the contract, and those of the extension, which also have the limits of keys.</summary>
    public static void MapApiKeys(this IEndpointRouteBuilder api)
    {
        Map(api, ApiPaths.ServiceAccounts, isExtended: false);
        Map(api, ExtensionPaths.ServiceAccounts, isExtended: true);
    }

    private static void Map(IEndpointRouteBuilder api, string accounts, bool isExtended)
    {
        var keys = $"{accounts}/{{{AccountPart}}}{ApiPaths.ApiKeys}";
        var key = $"{keys}/{{{KeyPart}}}";
        api.MapGet(keys, http => ListAsync(http, isExtended));
        api.MapPost(keys, http => CreateAsync(http, isExtended)).WithMetadata(SmallBody.Instance);
        api.MapGet(key, http => GetAsync(http, isExtended));
        api.MapPut(key, http => UpdateAsync(http, isExtended)).WithMetadata(SmallBody.Instance);
        api.MapPut(key + ApiPaths.Rotate, http => RotateAsync(http, isExtended)).WithMetadata(SmallBody.Instance);
        if (!isExtended)
        {
            api.MapDelete(key, DeleteAsync);
        }
    }

    private static async Task ListAsync(HttpContext http, bool isExtended)
    {
        var mistakes = new RequestMistakes();
        var account = http.PathId<User>(AccountPart, mistakes);
        var query = new RequestQuery(http, mistakes);
        var hydrate = query.Hydrate(otherwise: false);
        var page = await http.GetServices().ApiKeys.ListAsync(account, query.List(ApiKeyFields.All), http.RequestAborted);
        var named = await new NamedLoader().Add(account).LoadAsync(http);
        await http.AnswerAsync(page.ToWire(key => key.ToWire(named, hydrate, isExtended)), ContractsJson.Wire.ResourcePageApiKeyResource);
    }

    private static async Task CreateAsync(HttpContext http, bool isExtended)
    {
        var mistakes = new RequestMistakes();
        var account = http.PathId<User>(AccountPart, mistakes);
        var body = await RequestBody.ReadAsync(http, mistakes);
        var definition = new ApiKeyDefinition(body.RequiredText("name", Short)) { Description = body.Text("description", Long) ?? "" };
        if (isExtended)
        {
            definition = ApiKeyLimitsReading.Read(body, definition);
        }

        mistakes.ThrowIfAny();
        await ChangeAsync(
            http, changing => changing.ApiKeys.CreateAsync(account, definition, http.RequestAborted), hydrate: true, isExtended);
    }

    private static async Task GetAsync(HttpContext http, bool isExtended)
    {
        var mistakes = new RequestMistakes();
        var account = http.PathId<User>(AccountPart, mistakes);
        var hydrate = new RequestQuery(http, mistakes).Hydrate(otherwise: true);
        mistakes.ThrowIfAny();
        var key = await http.GetServices().ApiKeys.FindAsync(account, http.PathText(KeyPart), http.RequestAborted);
        var named = await new NamedLoader().Add(account).LoadAsync(http);
        await http.AnswerAsync(key.ToWire(named, hydrate, isExtended), ContractsJson.Wire.ApiKeyResource);
    }

    private static async Task UpdateAsync(HttpContext http, bool isExtended)
    {
        var mistakes = new RequestMistakes();
        var account = http.PathId<User>(AccountPart, mistakes);
        var body = await RequestBody.ReadAsync(http, mistakes);
        var update = new ApiKeyUpdate(body.Text("name", Short), body.Text("description", Long), body.Boolean("active"))
        {
            Limits = isExtended ? ApiKeyLimitsReading.ReadUpdate(body) : null,
        };
        mistakes.ThrowIfAny();
        await http.ChangeAsync(
            changing => changing.ApiKeys.UpdateAsync(account, http.PathText(KeyPart), update, http.RequestAborted),
            (key, named) => key.ToWire(named, hydrate: true, isExtended),
            ContractsJson.Wire.ApiKeyResource,
            (named, key) => named.Add(key.ServiceAccount));
    }

    private static async Task DeleteAsync(HttpContext http)
    {
        var mistakes = new RequestMistakes();
        var account = http.PathId<User>(AccountPart, mistakes);
        mistakes.ThrowIfAny();
        await http.ChangeAsync(changing => changing.ApiKeys.DeleteAsync(account, http.PathText(KeyPart), http.RequestAborted));
    }

    private static async Task RotateAsync(HttpContext http, bool isExtended)
    {
        var mistakes = new RequestMistakes();
        var account = http.PathId<User>(AccountPart, mistakes);
        var minutes = (await RequestBody.ReadAsync(http, mistakes)).Integer("retain_period_minutes") ?? 0;
        mistakes.ThrowIfAny();
        var key = http.PathText(KeyPart);
        await ChangeAsync(
            http, changing => changing.ApiKeys.RotateAsync(account, key, minutes, http.RequestAborted), hydrate: isExtended, isExtended);
    }

    private static Task ChangeAsync(
        HttpContext http, Func<IServerServices, Task<ApiKeyWithSecret>> change, bool hydrate, bool isExtended) =>
        http.ChangeAsync(
            change,
            (made, named) => made.Key.ToWire(named, hydrate, isExtended, made.Secret),
            ContractsJson.Wire.ApiKeyResource,
            (named, made) => named.Add(made.Key.ServiceAccount));
}
