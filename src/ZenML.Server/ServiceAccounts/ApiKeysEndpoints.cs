using ZenML.Contracts.Json;
using ZenML.Core;
using ZenML.Core.Credentials;
using ZenML.Core.Lookups;
using ZenML.Core.Secrets;
using ZenML.Core.Users;
using ZenML.Server.Http;

namespace ZenML.Server.ServiceAccounts;

/// <summary>API keys of service accounts: section 7 of the contract.</summary>
internal static class ApiKeysEndpoints
{
    private const string AccountPart = "service_account_id";

    private const string KeyPart = "api_key_name_or_id";

    private const int Short = 255;

    private const int Long = 65_535;

    /// <summary>Adds the routes.</summary>
    public static void MapApiKeys(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/service_accounts/{service_account_id}/api_keys", ListAsync);
        routes.MapPost("/api/v1/service_accounts/{service_account_id}/api_keys", CreateAsync);
        routes.MapGet("/api/v1/service_accounts/{service_account_id}/api_keys/{api_key_name_or_id}", GetAsync);
        routes.MapPut("/api/v1/service_accounts/{service_account_id}/api_keys/{api_key_name_or_id}", UpdateAsync);
        routes.MapDelete("/api/v1/service_accounts/{service_account_id}/api_keys/{api_key_name_or_id}", DeleteAsync);
        routes.MapPut("/api/v1/service_accounts/{service_account_id}/api_keys/{api_key_name_or_id}/rotate", RotateAsync);
    }

    private static async Task ListAsync(HttpContext http)
    {
        var mistakes = new RequestMistakes();
        var account = http.PathId<User>(AccountPart, mistakes);
        var query = new RequestQuery(http, mistakes);
        var hydrate = query.Boolean("hydrate", otherwise: false);
        var page = await http.GetServices().ApiKeys.ListAsync(account, query.List(ApiKeyFields.All), http.RequestAborted);
        var owner = await FindAccountAsync(http, account);
        await http.AnswerAsync(page.ToWire(key => key.ToWire(owner, hydrate)), ContractsJson.Wire.ResourcePageApiKeyResource);
    }

    private static async Task CreateAsync(HttpContext http)
    {
        var mistakes = new RequestMistakes();
        var account = http.PathId<User>(AccountPart, mistakes);
        var body = await RequestBody.ReadAsync(http, mistakes);
        var (name, description) = (body.RequiredText("name", Short), body.Text("description", Long) ?? "");
        mistakes.ThrowIfAny();
        var created = await http.GetServices().ApiKeys.CreateAsync(account, name, description, http.RequestAborted);
        await AnswerAsync(http, created.Key, hydrate: true, created.Secret);
    }

    private static async Task GetAsync(HttpContext http)
    {
        var mistakes = new RequestMistakes();
        var account = http.PathId<User>(AccountPart, mistakes);
        var hydrate = new RequestQuery(http, mistakes).Boolean("hydrate", otherwise: true);
        mistakes.ThrowIfAny();
        await AnswerAsync(http, await http.GetServices().ApiKeys.FindAsync(account, http.PathText(KeyPart), http.RequestAborted), hydrate);
    }

    private static async Task UpdateAsync(HttpContext http)
    {
        var mistakes = new RequestMistakes();
        var account = http.PathId<User>(AccountPart, mistakes);
        var body = await RequestBody.ReadAsync(http, mistakes);
        var update = new ApiKeyUpdate(body.Text("name", Short), body.Text("description", Long), body.Boolean("active"));
        mistakes.ThrowIfAny();
        await AnswerAsync(http, await http.GetServices().ApiKeys.UpdateAsync(account, http.PathText(KeyPart), update, http.RequestAborted), hydrate: true);
    }

    private static async Task DeleteAsync(HttpContext http)
    {
        var mistakes = new RequestMistakes();
        var account = http.PathId<User>(AccountPart, mistakes);
        mistakes.ThrowIfAny();
        await http.GetServices().ApiKeys.DeleteAsync(account, http.PathText(KeyPart), http.RequestAborted);
        await http.AnswerNullAsync();
    }

    private static async Task RotateAsync(HttpContext http)
    {
        var mistakes = new RequestMistakes();
        var account = http.PathId<User>(AccountPart, mistakes);
        var minutes = (await RequestBody.ReadAsync(http, mistakes)).Integer("retain_period_minutes") ?? 0;
        mistakes.ThrowIfAny();
        var rotated = await http.GetServices().ApiKeys.RotateAsync(account, http.PathText(KeyPart), minutes, http.RequestAborted);
        await AnswerAsync(http, rotated.Key, hydrate: false, rotated.Secret);
    }

    private static async Task AnswerAsync(HttpContext http, ApiKey key, bool hydrate, SensitiveString? secret = null) =>
        await http.AnswerAsync(key.ToWire(await FindAccountAsync(http, key.ServiceAccount), hydrate, secret), ContractsJson.Wire.ApiKeyResource);

    private static Task<User> FindAccountAsync(HttpContext http, Id<User> id) =>
        http.GetServices().ServiceAccounts.FindAsync(id.ToString(), LookupMode.Exact, http.RequestAborted);
}
