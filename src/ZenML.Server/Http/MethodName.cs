namespace ZenML.Server.Http;

/// <summary>Returns the method of a request for logs and traces. Callers can send any text, so only known methods are shown.</summary>
internal static class MethodName
{
    /// <summary>Returns a known method, otherwise <c>_OTHER</c>, as in OpenTelemetry.</summary>
    public static string Of(HttpRequest request) =>
        request.Method is "GET" or "HEAD" or "POST" or "PUT" or "DELETE" or "OPTIONS" or "PATCH" ? request.Method : "_OTHER";
}
