namespace ZenML.Server.Pages;

/// <summary>
/// What people see who follow a link to the dashboard of ZenML, which the Python client prints. There is no dashboard; the page says so,
/// and which command shows what they look for. It repeats nothing of the address.
/// </summary>
internal static class DashboardLinks
{
    private static readonly (string Path, string Subject, string Command)[] Links =
    [
        ("/", "what you are connected to", "zenml status"),
        ("/stacks/{**rest}", "your stacks", "zenml stack list"),
        ("/components/{**rest}", "the components of a stack", "zenml stack describe"),
        ("/pipelines/{**rest}", "your runs", "zenml pipeline runs list"),
        ("/runs/{**rest}", "your runs", "zenml pipeline runs list"),
        ("/workspaces/{**rest}", "your runs", "zenml pipeline runs list"),
    ];

    /// <summary>Adds the routes.</summary>
    public static void MapDashboardLinks(this IEndpointRouteBuilder routes)
    {
        foreach (var (path, subject, command) in Links)
        {
            routes.MapGet(path, PageFile.SendHtml(
                $"""
                <!doctype html>
                <html lang="en">
                <head>
                  <meta charset="utf-8">
                  <meta name="viewport" content="width=device-width, initial-scale=1">
                  <meta name="color-scheme" content="light dark">
                  <title>No dashboard</title>
                </head>
                <body>
                  <h1>No dashboard</h1>
                  <p>This server has no dashboard. To see {subject}, run this in a terminal:</p>
                  <pre><code>{command}</code></pre>
                </body>
                </html>

                """)).AllowAnonymous();
        }
    }
}
