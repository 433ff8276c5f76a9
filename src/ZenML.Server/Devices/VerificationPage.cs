using ZenML.Server.Pages;

namespace ZenML.Server.Devices;

/// <summary>The page on which the owner of a device approves it.</summary>
internal static class VerificationPage
{
    /// <summary>The path of the page.</summary>
    public const string Path = "/devices/verify";

    /// <summary>Adds the routes.</summary>
    public static void MapVerificationPage(this IEndpointRouteBuilder routes)
    {
        routes.MapFile(Path, "verify.html");
        routes.MapFile($"{Path}.js", "verify.js");
        routes.MapFile($"{Path}.css", "verify.css");
    }
}
