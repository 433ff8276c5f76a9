using ZenML.Core.Resources;
using ZenML.Core.Workspaces;
using ZenML.Protocol.Extensions;
using ZenML.Protocol.Json;
using ZenML.Server.Authentication;
using ZenML.Server.Http;
using ZenML.Server.Http.Parsing;
using ZenML.Server.Http.Responses;
using ZenML.Server.Workspaces;

namespace ZenML.Server.Changes;

/// <summary>Lets clients wait for changes of secrets (long polling). No response has a value or a name.</summary>
internal static class SecretChangesEndpoints
{
    /// <summary>
    /// Shorter than the time that clients wait for a response and that proxies keep an idle connection, which is 30 seconds and more.
    /// </summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(25);

    /// <summary>Adds the route below a workspace.</summary>
    public static void MapSecretChanges(this IEndpointRouteBuilder workspace) =>
        workspace.MapGet(ExtensionPaths.SecretChanges, AnswerAsync);

    private static async Task AnswerAsync(HttpContext http)
    {
        var after = new RequestQuery(http, new RequestMistakes()).Text(ExtensionPaths.AfterCursor);
        var workspace = await http.FindWorkspaceByIdOrNameAsync(http.GetServices());
        var cursor = await ReadAsync(http, workspace.Id);
        if (cursor == after)
        {
            cursor = await WaitAsync(http, workspace.Id, cursor);
        }

        LongWait.LeaveOutOfMetrics(http);
        await http.AnswerAsync(new SecretChangesBody(cursor), ContractsJson.Wire.SecretChangesBody);
    }

    private static async Task<string> WaitAsync(HttpContext http, Id<Workspace> workspace, string cursor)
    {
        var services = http.RequestServices;
        var feed = services.GetRequiredService<SecretChangeFeed>();
        var authenticator = services.GetRequiredService<IRequestAuthenticator>();
        using var place = services.GetRequiredService<WaitLimit>().Enter(http.GetCaller().UserId, http.GetClientAddress().Host);
        LongWait.Begin(http);
        var longest = services.GetRequiredService<TimeProvider>().GetUtcNow() + LongestWait;
        var until = http.FindToken()?.Expires is { } expiry && expiry < longest ? expiry : longest;
        while (await feed.WaitAsync(new SecretWait(workspace, http.GetCaller(), cursor, until), http.RequestAborted) is { } present)
        {
            // The account may have been deactivated or deleted, its token revoked, or the workspace deleted.
            await feed.TakeTurnAsync(() => CheckAgainAsync(http, authenticator), http.RequestAborted);
            if (present != cursor)
            {
                return present;
            }
        }

        if (feed.IsStopping)
        {
            http.Response.Headers.Connection = "close";
        }

        return cursor;
    }

    private static async Task CheckAgainAsync(HttpContext http, IRequestAuthenticator authenticator)
    {
        var before = http.GetCaller().DirectoryVersion;
        http.SetCaller(await authenticator.AuthenticateAgainAsync(http));
        if (http.GetCaller().DirectoryVersion != before)
        {
            await http.FindWorkspaceByIdOrNameAsync(http.GetServices());
        }
    }

    private static Task<string> ReadAsync(HttpContext http, Id<Workspace> workspace) =>
        http.GetServices().SecretChanges.GetCursorAsync(workspace, http.RequestAborted);
}
