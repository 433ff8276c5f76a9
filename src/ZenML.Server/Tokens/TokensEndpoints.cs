using ZenML.Core.Accounts.Tokens;
using ZenML.Protocol.Extensions;
using ZenML.Protocol.Json;
using ZenML.Server.Http;
using ZenML.Server.Http.Changes;
using ZenML.Server.Http.Parsing;
using ZenML.Server.Http.Responses;

namespace ZenML.Server.Tokens;

/// <summary>Lists and revokes access tokens: an extension of this server.</summary>
internal static class TokensEndpoints
{
    private const string Part = "token_id";

    /// <summary>Adds the routes.</summary>
    public static void MapTokens(this IEndpointRouteBuilder api)
    {
        api.MapGet(ExtensionPaths.Tokens, ListAsync);
        api.MapDelete($"{ExtensionPaths.Tokens}/{{{Part}}}", RevokeAsync);
    }

    private static async Task ListAsync(HttpContext http)
    {
        var query = new RequestQuery(http, new RequestMistakes());
        var ofEveryone = query.Boolean(ExtensionPaths.OfEveryone, otherwise: false);
        var page = await http.GetServices().Tokens.ListAsync(query.List(IssuedTokenFields.All), ofEveryone, http.RequestAborted);
        await http.AnswerAsync(page.ToWire(ToWire), ContractsJson.Wire.ResourcePageIssuedTokenResource);
    }

    private static Task RevokeAsync(HttpContext http) =>
        http.DeleteAsync<IssuedToken>(Part, (changing, id) => changing.Tokens.RevokeAsync(id, http.RequestAborted));

    private static IssuedTokenResource ToWire(IssuedToken token) => new()
    {
        Id = token.Id.Value,
        AccountId = token.Account.Id.Value,
        Account = token.Account.Name,
        Origin = token.Origin.Text(),
        Derived = token.IsDerived,
        ApiKeyId = token.ApiKey?.Id.Value,
        ApiKey = token.ApiKey?.Name,
        TrustId = token.Trust?.Id.Value,
        Trust = token.Trust?.Name,
        DeviceId = token.Device?.Value,
        Hostname = token.HostName,
        PipelineId = token.PipelineId,
        Created = token.Created,
        Expires = token.Expires,
        LastUsed = token.LastUsed,
        Address = token.Address,
        Current = token.IsCurrent,
    };
}
