namespace ZenML.Server.Http;

/// <summary>What logs and traces say of a request's method: one of the known ones, since a caller can write anything there.</summary>
internal static class MethodName
{
    /// <summary>The method, or <c>_OTHER</c> as OpenTelemetry has it.</summary>
    public static string Of(HttpRequest request) =>
        request.Method is "GET" or "HEAD" or "POST" or "PUT" or "DELETE" or "OPTIONS" or "PATCH" ? request.Method : "_OTHER";
}
