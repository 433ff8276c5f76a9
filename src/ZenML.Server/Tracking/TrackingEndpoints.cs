namespace ZenML.Server.Tracking;

/// <summary>The endpoints for records of runs: sections 13 and 20 to 23 of the contract.</summary>
internal static class TrackingEndpoints
{
    /// <summary>Adds the routes.</summary>
    public static void MapTracking(this IEndpointRouteBuilder routes)
    {
        routes.MapPipelines();
        routes.MapDeployments();
        routes.MapRuns();
        routes.MapSteps();
        routes.MapArtifacts();
        routes.MapArtifactVersions();
        routes.MapRunMetadata();
        routes.MapModels();
        routes.MapModelVersions();
        routes.MapModelLinks();
        routes.MapTags();
    }
}
