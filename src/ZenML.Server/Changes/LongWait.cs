namespace ZenML.Server.Changes;

/// <summary>
/// The metadata of endpoints that wait for something on purpose. Their requests are no measure of how fast the server is: the log, metrics
/// and traces leave them out unless they fail.
/// </summary>
internal sealed class LongWait
{
    /// <summary>The metadata.</summary>
    public static LongWait Metadata { get; } = new();

    /// <summary>Whether a request waited on purpose and did not fail.</summary>
    public static bool IsOf(HttpContext http) =>
        http.Response.StatusCode < StatusCodes.Status400BadRequest && http.GetEndpoint()?.Metadata.GetMetadata<LongWait>() is not null;
}
