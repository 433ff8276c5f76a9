namespace ZenML.Server.Pages;

/// <summary>
/// The page on which an invited person activates an account. The Python client prints its address, with the id and name of the account and
/// the activation token in the query.
/// </summary>
internal static class ActivationPage
{
    /// <summary>Where it is.</summary>
    public const string Path = "/activate-user";

    // What some versions of the client print.
    private const string OldPath = "/signup";

    /// <summary>Adds the routes.</summary>
    public static void MapActivationPage(this IEndpointRouteBuilder routes)
    {
        routes.MapFile(Path, "activate-user.html");
        routes.MapFile(OldPath, "activate-user.html");
        routes.MapFile($"{Path}.js", "activate-user.js");
        routes.MapFile($"{Path}.css", "verify.css");
    }
}
