using ZenML.Server.Http.Responses;

namespace ZenML.Server.OpenApi;

/// <summary>The OpenAPI document.</summary>
internal static class OpenApiEndpoints
{
    /// <summary>Adds the route.</summary>
    public static void MapOpenApi(this IEndpointRouteBuilder routes)
    {
        byte[]? document = null;
        routes.MapGet("/openapi.json", http => http.AnswerAsync(
            200,
            document ??= OpenApiDocument.Write(
                http.RequestServices.GetRequiredService<EndpointDataSource>().Endpoints))).AllowAnonymous();
    }
}
