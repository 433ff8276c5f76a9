using ZenML.Core.PlainResources;

namespace ZenML.Server.PlainResources;

/// <summary>The endpoints of all plain resources.</summary>
internal static class PlainResourcesEndpoints
{
    /// <summary>Adds the routes.</summary>
    public static void MapPlainResources(this IEndpointRouteBuilder api)
    {
        foreach (var kind in PlainResourceKinds.All)
        {
            new PlainResourceKindEndpoints(kind).Map(api);
        }

        api.MapConnectorOperations();
    }
}
