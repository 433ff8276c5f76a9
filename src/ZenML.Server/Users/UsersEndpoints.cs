using ZenML.Core;
using ZenML.Core.Accounts.Credentials;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Errors;
using ZenML.Core.Querying.Lookups;
using ZenML.Protocol.Json;
using ZenML.Protocol.Paths;
using ZenML.Server.Authentication;
using ZenML.Server.Http;
using ZenML.Server.Http.Changes;
using ZenML.Server.Http.Parsing;
using ZenML.Server.Http.Responses;

namespace ZenML.Server.Users;

/// <summary>Users: section 6 of the contract.</summary>
internal static class UsersEndpoints
{
    private const string Part = "user_name_or_id";

    /// <summary>Adds the routes.</summary>
    public static void MapUsers(this IEndpointRouteBuilder api)
    {
        const string user = $"{ApiPaths.Users}/{{{Part}}}";
        api.MapGet(ApiPaths.CurrentUser, GetCurrentAsync);
        api.MapPut(ApiPaths.CurrentUser, UpdateCurrentAsync).WithMetadata(SmallBody.Instance);
        api.MapGet(ApiPaths.Users, ListAsync);
        api.MapPost(ApiPaths.Users, CreateAsync).WithMetadata(SmallBody.Instance);
        api.MapGet(user, GetAsync);
        api.MapPut(user, UpdateAsync).WithMetadata(SmallBody.Instance);
        api.MapDelete(user, DeleteAsync);
        api.MapPut(user + ApiPaths.Deactivate, DeactivateAsync).WithMetadata(SmallBody.Instance);
        api.MapPut(user + ApiPaths.Activate, ActivateAsync).AllowAnonymous();
        api.MapPut(user + ApiPaths.EmailOptIn, OptInAsync).WithMetadata(SmallBody.Instance);
    }

    private static async Task GetCurrentAsync(HttpContext http) =>
        await http.AnswerAsync(
            (await http.GetServices().Users.GetCurrentAsync(http.RequestAborted)).ToOwnWire(), ContractsJson.Wire.UserResource);

    private static async Task UpdateCurrentAsync(HttpContext http)
    {
        var mistakes = new RequestMistakes();
        var update = UserRequests.Update(await RequestBody.ReadAsync(http, mistakes), ofOthers: false);
        mistakes.ThrowIfAny();
        await ChangeAsync(http, changing => changing.Accounts.UpdateAsync(http.GetCaller().UserId.ToString(), update, http.RequestAborted));
    }

    private static async Task ListAsync(HttpContext http)
    {
        var query = new RequestQuery(http, new RequestMistakes());
        var hydrate = query.Hydrate(otherwise: false);
        var page = await http.GetServices().Users.ListAsync(query.List(UserFields.All), http.RequestAborted);
        await http.AnswerAsync(page.ToWire(user => user.ToWire(hydrate)), ContractsJson.Wire.ResourcePageUserResource);
    }

    private static async Task CreateAsync(HttpContext http)
    {
        var mistakes = new RequestMistakes();
        var user = UserRequests.NewUser(await RequestBody.ReadAsync(http, mistakes));
        mistakes.ThrowIfAny();
        await ChangeAsync(http, changing => changing.Accounts.CreateAsync(user, http.RequestAborted));
    }

    private static async Task GetAsync(HttpContext http)
    {
        var mistakes = new RequestMistakes();
        var hydrate = new RequestQuery(http, mistakes).Hydrate(otherwise: true);
        mistakes.ThrowIfAny();
        var user = await http.GetServices().Users.FindAsync(http.PathText(Part), LookupMode.Exact, http.RequestAborted);
        await http.AnswerAsync(user.ToWire(hydrate), ContractsJson.Wire.UserResource);
    }

    private static async Task UpdateAsync(HttpContext http)
    {
        var mistakes = new RequestMistakes();
        var update = UserRequests.Update(await RequestBody.ReadAsync(http, mistakes), ofOthers: true);
        mistakes.ThrowIfAny();
        await ChangeAsync(http, changing => changing.Accounts.UpdateAsync(http.PathText(Part), update, http.RequestAborted));
    }

    private static Task DeleteAsync(HttpContext http) =>
        http.ChangeAsync(changing => changing.Accounts.DeleteAsync(http.PathText(Part), http.RequestAborted));

    private static Task DeactivateAsync(HttpContext http) =>
        ChangeAsync(http, changing => changing.Accounts.DeactivateAsync(http.PathText(Part), http.RequestAborted));

    private static async Task ActivateAsync(HttpContext http)
    {
        var mistakes = new RequestMistakes();
        var body = await RequestBody.ReadAsync(http, mistakes);
        var activation = UserRequests.Secret(body, "activation_token");
        var update = UserRequests.Update(body, ofOthers: false);
        mistakes.ThrowIfAny();
        if (activation is null)
        {
            throw new ZenException(ErrorCode.NotAuthenticated, "The account needs its activation token. Set `activation_token`.");
        }

        var user = await http.RequestServices.GetRequiredService<LoginService>().ActivateAsync(
            http.PathText(Part), activation, update.Password, update,
            http.GetClientAddress(), http.RequestAborted);
        await http.AnswerAsync(user.ToWire(hydrate: true), ContractsJson.Wire.UserResource);
    }

    private static async Task OptInAsync(HttpContext http)
    {
        var mistakes = new RequestMistakes();
        var id = http.PathId<User>(Part, mistakes);
        var body = await RequestBody.ReadAsync(http, mistakes);
        var all = UserRequests.Update(body, ofOthers: false);
        body.RequiredBoolean("email_opted_in");
        mistakes.ThrowIfAny();
        if (id != http.GetCaller().UserId)
        {
            throw new ZenException(ErrorCode.NotAllowed, "Only the owner of an account can opt in to email or out of it.");
        }

        var update = new UserUpdate { Email = all.Email, EmailOptedIn = all.EmailOptedIn };
        await ChangeAsync(http, changing => changing.Accounts.UpdateAsync(id.ToString(), update, http.RequestAborted));
    }

    private static Task ChangeAsync(HttpContext http, Func<IServerServices, Task<User>> change) =>
        http.ChangeAsync(change, (user, _) => user.ToWire(hydrate: true), ContractsJson.Wire.UserResource);

    private static Task ChangeAsync(HttpContext http, Func<IServerServices, Task<UserWithToken>> change) =>
        http.ChangeAsync(change, (user, _) => user.ToWire(), ContractsJson.Wire.UserResource);
}
