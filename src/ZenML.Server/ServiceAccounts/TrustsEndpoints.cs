using ZenML.Core.Access;
using ZenML.Core.Accounts.Trusts;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Secrets;
using ZenML.Protocol.Extensions;
using ZenML.Protocol.Json;
using ZenML.Server.Http;
using ZenML.Server.Http.Changes;
using ZenML.Server.Http.Parsing;
using ZenML.Server.Http.Responses;

namespace ZenML.Server.ServiceAccounts;

/// <summary>Which identity tokens service accounts trust.</summary>
internal static class TrustsEndpoints
{
    private const string AccountPart = "service_account_id";

    private const string TrustPart = "trust_name_or_id";

    private const int Short = 255;

    private const int Long = 1000;

    /// <summary>Adds the routes.</summary>
    public static void MapTrusts(this IEndpointRouteBuilder api)
    {
        var trusts = ExtensionPaths.OfTrusts($"{{{AccountPart}}}");
        api.MapGet(trusts, ListAsync);
        api.MapPost(trusts, CreateAsync).WithMetadata(SmallBody.Instance);
        api.MapGet($"{trusts}/{{{TrustPart}}}", GetAsync);
        api.MapDelete($"{trusts}/{{{TrustPart}}}", DeleteAsync);
        api.MapPost(ExtensionPaths.OfTrustTest($"{{{AccountPart}}}"), TestAsync).WithMetadata(SmallBody.Instance);
    }

    private static async Task ListAsync(HttpContext http)
    {
        var mistakes = new RequestMistakes();
        var account = http.PathId<User>(AccountPart, mistakes);
        var query = new RequestQuery(http, mistakes);
        var page = await http.GetServices().Trusts.ListAsync(account, query.List(TrustFields.All), http.RequestAborted);
        await http.AnswerAsync(page.ToWire(trust => trust.ToWire()), ContractsJson.Wire.ResourcePageTrustResource);
    }

    private static async Task CreateAsync(HttpContext http)
    {
        var mistakes = new RequestMistakes();
        var account = http.PathId<User>(AccountPart, mistakes);
        var body = await RequestBody.ReadAsync(http, mistakes);
        var trust = new NewTrust(
            body.RequiredText("name", Short), body.RequiredText("issuer", Short), body.RequiredText("subject", Long),
            body.RequiredText("audience", Long))
        {
            Claims = (body.TextMap("claims") ?? []).ToDictionary(claim => claim.Key, claim => claim.Value ?? "", StringComparer.Ordinal),
            IsReusable = body.Boolean("reusable") ?? false,
            Role = AccessTexts.FindRole(body.Choice("role", AccessTexts.RoleWords)),
            Workspace = body.Text("workspace", Short),
        };
        mistakes.ThrowIfAny();
        await http.ChangeAsync(
            changing => changing.Trusts.CreateAsync(account, trust, http.RequestAborted),
            (created, _) => created.ToWire(),
            ContractsJson.Wire.TrustResource);
    }

    private static async Task GetAsync(HttpContext http)
    {
        var mistakes = new RequestMistakes();
        var account = http.PathId<User>(AccountPart, mistakes);
        mistakes.ThrowIfAny();
        var trust = await http.GetServices().Trusts.FindAsync(account, http.PathText(TrustPart), http.RequestAborted);
        await http.AnswerAsync(trust.ToWire(), ContractsJson.Wire.TrustResource);
    }

    private static async Task DeleteAsync(HttpContext http)
    {
        var mistakes = new RequestMistakes();
        var account = http.PathId<User>(AccountPart, mistakes);
        mistakes.ThrowIfAny();
        await http.ChangeAsync(changing => changing.Trusts.DeleteAsync(account, http.PathText(TrustPart), http.RequestAborted));
    }

    private static async Task TestAsync(HttpContext http)
    {
        var mistakes = new RequestMistakes();
        var account = http.PathId<User>(AccountPart, mistakes);
        var token = (await RequestBody.ReadAsync(http, mistakes)).RequiredText("token");
        mistakes.ThrowIfAny();
        var tests = await http.GetServices().Trusts.TestAsync(account, new SensitiveString(token), http.RequestAborted);
        await http.AnswerAsync([.. tests.Select(test => test.ToWire())], ContractsJson.Wire.IReadOnlyListTrustTestBody);
    }
}
