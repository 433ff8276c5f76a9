using System.Text.Json;
using System.Text.Json.Nodes;
using System.Web;

namespace ZenML.Server.Tests.Replay;

/// <summary>
/// The recordings set passwords of a few characters, which our server refuses. The replay sends longer ones instead, so that what follows
/// can be compared. One request is sent as it was recorded, to show the difference.
/// </summary>
internal static class ReplayedPasswords
{
    // No later request uses what this one sets.
    private static readonly (string File, int Line) SentAsRecorded = ("users", 3);

    /// <summary>What the replay sends instead of a recorded password.</summary>
    public static string Lengthen(string password) => password.Length is > 0 and < 8 ? $"{password}-lengthened" : password;

    /// <summary>A login form, with a longer password where it has a short one.</summary>
    public static string LengthenForm(string form)
    {
        var fields = HttpUtility.ParseQueryString(form);
        return fields["username"] is not null && fields["password"] is { } password
            ? form.Replace($"password={password}", $"password={Lengthen(password)}", StringComparison.Ordinal)
            : form;
    }

    /// <summary>The body of a request, with longer passwords where it has short ones.</summary>
    public static JsonElement LengthenBody(Exchange exchange)
    {
        if (!exchange.Path.StartsWith("/api/v1/users", StringComparison.Ordinal) || (exchange.File, exchange.Line) == SentAsRecorded
            || JsonObject.Create(exchange.RequestBody) is not { } body)
        {
            return exchange.RequestBody;
        }

        foreach (var name in (string[])["password", "old_password"])
        {
            if (body[name] is JsonValue value && value.TryGetValue<string>(out var password))
            {
                body[name] = Lengthen(password);
            }
        }

        return JsonSerializer.SerializeToElement(body);
    }
}
