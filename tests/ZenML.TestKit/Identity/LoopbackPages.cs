using System.Globalization;
using System.Net;
using System.Text;

namespace ZenML.TestKit.Identity;

/// <summary>The HTML of a <see cref="LoopbackProvider"/>.</summary>
internal static class LoopbackPages
{
    /// <summary>A login form that sends hidden fields along.</summary>
    /// <param name="action">Where it is sent.</param>
    /// <param name="hidden">The hidden fields.</param>
    /// <param name="problem">What was wrong with the last attempt; null for none.</param>
    public static string Login(string action, IEnumerable<KeyValuePair<string, string>> hidden, string? problem)
    {
        var fields = new StringBuilder();
        foreach (var (name, value) in hidden)
        {
            fields.Append(
                CultureInfo.InvariantCulture,
                $"<input type=\"hidden\" name=\"{WebUtility.HtmlEncode(name)}\" value=\"{WebUtility.HtmlEncode(value)}\">\n");
        }

        return Page(
            "Log in to the test provider",
            $"""
            <p id="problem">{WebUtility.HtmlEncode(problem)}</p>
            <form method="post" action="{WebUtility.HtmlEncode(action)}">
            {fields}<label>User name <input id="username" name="username" autocomplete="username"></label>
            <label>Password <input id="password" name="password" type="password"></label>
            <button id="login" name="decision" value="allow">Log in</button>
            <button id="deny" name="decision" value="deny">Cancel</button>
            </form>
            """);
    }

    /// <summary>A page with a text.</summary>
    public static string Text(string text) => Page(text, $"<p id=\"message\">{WebUtility.HtmlEncode(text)}</p>");

    private static string Page(string title, string body) =>
        $"""
        <!doctype html>
        <html lang="en">
        <head><meta charset="utf-8"><title>{WebUtility.HtmlEncode(title)}</title></head>
        <body>
        <h1>{WebUtility.HtmlEncode(title)}</h1>
        {body}
        </body>
        </html>
        """;
}
