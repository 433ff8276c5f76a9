using ZenML.Protocol.Extensions;
using ZenML.Server.Http.Changes;

namespace ZenML.Server.Backups;

/// <summary>Sends administrators the whole store, encrypted for the recipient that the operator chose.</summary>
internal static class BackupEndpoints
{
    /// <summary>Adds the route.</summary>
    public static void MapBackup(this IEndpointRouteBuilder api) => api.MapPost(ExtensionPaths.Backup, SendAsync);

    private static async Task SendAsync(HttpContext http)
    {
        var backups = http.RequestServices.GetRequiredService<StoreBackups>();
        using var backup = await http.RecordAsync(services => services.Backups.CopyAsync(backups.TakeAsync, http.RequestAborted));
        http.Response.ContentType = "application/octet-stream";
        http.Response.ContentLength = backup.Size;
        http.Response.Headers[ExtensionPaths.ContentDigest] = ExtensionPaths.DigestOf(backup.Sha256.Span);
        try
        {
            await backup.WriteAsync(http.Response.Body, http.RequestAborted);
        }
        catch (OperationCanceledException) when (http.Response.HasStarted)
        {
            // The client has disconnected, or the server stops. A response that is cut off cannot be taken for a whole one.
            http.Abort();
        }
    }
}
