using System.Globalization;
using System.Text;
using System.Text.Json;
using ZenML.Server.Tests.Hosting;

namespace ZenML.Server.Tests.Replay;

/// <summary>Sends recorded requests to our server and compares the answers.</summary>
internal sealed class Replayer(RunningServer server, SettableClock clock, DateTimeOffset start)
{
    private readonly Correspondence correspondence = new();
    private readonly Dictionary<string, string> tokens = [];
    private readonly Dictionary<string, string> keys = [];
    private readonly HashSet<string> sentTimes = [];

    /// <summary>Sends all of them in their order.</summary>
    /// <returns>What is different, for every exchange that has a difference.</returns>
    public async Task<IReadOnlyList<(Exchange Exchange, IReadOnlyList<Difference> Differences)>> RunAsync(
        IReadOnlyList<TimelineEntry> entries, CancellationToken cancellationToken)
    {
        var recordings = new Dictionary<string, IReadOnlyList<Exchange>>();
        var results = new List<(Exchange, IReadOnlyList<Difference>)>();
        tokens["default"] = await server.LoginAsync("default", ReplayedPasswords.Lengthen("pw"), cancellationToken);
        var steps = new ReplaySteps(server, clock, correspondence, tokens);
        foreach (var entry in entries)
        {
            if (entry.Step is { } words)
            {
                await steps.DoAsync(words, cancellationToken);
                continue;
            }

            if (!recordings.TryGetValue(entry.File!, out var exchanges))
            {
                recordings.Add(entry.File!, exchanges = Recordings.Read(entry.File!));
            }

            var exchange = exchanges[entry.Line - 1];
            clock.MoveTo(entry.Time ?? exchange.Time);
            var differences = await SendAsync(exchange, entry, cancellationToken);
            if (differences.Count > 0)
            {
                results.Add((exchange, differences));
            }
        }

        return results;
    }

    private async Task<IReadOnlyList<Difference>> SendAsync(Exchange exchange, TimelineEntry entry, CancellationToken cancellationToken)
    {
        using var request = ToRequest(exchange, entry);
        using var response = await server.Client.SendAsync(request, cancellationToken);
        var status = (int)response.StatusCode;
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        if (status != exchange.Status)
        {
            var shown = text.Length > 300 ? text[..300] : text;
            return [new Difference("status", exchange.Status.ToString(CultureInfo.InvariantCulture), $"{status} {shown}")];
        }

        var differences = new List<Difference>(CompareHeaders(exchange, response));
        if (exchange.Method == "HEAD")
        {
            return differences;
        }

        JsonElement ours;
        try
        {
            ours = JsonDocument.Parse(text).RootElement;
        }
        catch (JsonException)
        {
            return [.. differences, new Difference("$", exchange.ResponseBody.GetRawText(), "no JSON: " + text)];
        }

        differences.AddRange(BodyComparison.Compare(
            exchange.ResponseBody, ours, correspondence, sentTimes, start, isError: exchange.Status >= 400));
        Remember(exchange, entry, ours);
        return differences;
    }

    private static IEnumerable<Difference> CompareHeaders(Exchange exchange, HttpResponseMessage response)
    {
        var ours = response.Headers.Concat(response.Content.Headers).ToDictionary(
            header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase);
        foreach (var name in (string[])["content-type", "www-authenticate", "set-cookie"])
        {
            var recorded = exchange.ResponseHeaders.GetValueOrDefault(name, "none");
            var our = ours.GetValueOrDefault(name, "none");
            if (name == "content-type")
            {
                our = our.Replace("; charset=utf-8", "", StringComparison.Ordinal);
            }
            else if (name == "set-cookie")
            {
                // The values differ, but the presence of the cookie and its HttpOnly flag must not.
                (recorded, our) = (CookieShape(recorded), CookieShape(our));
            }

            if (recorded != our)
            {
                yield return new Difference("header." + name, recorded, our);
            }
        }
    }

    private static string CookieShape(string header) => header == "none"
        ? "none"
        : string.Join(
            "; ",
            ((string[])["zenml-server-", "httponly", "expires=", "path=/", "samesite=lax"])
                .Where(part => header.Contains(part, StringComparison.OrdinalIgnoreCase)));

    private HttpRequestMessage ToRequest(Exchange exchange, TimelineEntry entry)
    {
        var query = string.Join(
            '&',
            exchange.Query.Select(
                pair =>
                    $"{Uri.EscapeDataString(pair.Name)}={Uri.EscapeDataString(correspondence.TranslateFilter(pair.Name, pair.Value))}"));
        var address = correspondence.TranslatePath(exchange.Path) + (query.Length > 0 ? "?" + query : "");
        var request = new HttpRequestMessage(new HttpMethod(exchange.Method), address);
        var token = tokens.GetValueOrDefault(entry.Caller, "missing");
        foreach (var (name, value) in exchange.RequestHeaders)
        {
            switch (name)
            {
                case "authorization":
                    request.Headers.TryAddWithoutValidation(name, value.Replace("<jwt>", token, StringComparison.Ordinal));
                    break;
                case "cookie":
                    request.Headers.TryAddWithoutValidation(name, TranslateCookie(value).Replace("<jwt>", token, StringComparison.Ordinal));
                    break;
                case not "content-type":
                    request.Headers.TryAddWithoutValidation(name, value);
                    break;
            }
        }

        if (exchange.Method is "POST" or "PUT" or "PATCH")
        {
            request.Content = new ByteArrayContent(ToBody(exchange, entry));
            if (exchange.RequestHeaders.TryGetValue("content-type", out var type))
            {
                request.Content.Headers.TryAddWithoutValidation("content-type", type);
            }
        }

        return request;
    }

    private string TranslateCookie(string cookie)
    {
        const string prefix = "zenml-server-";
        var sign = cookie.IndexOf('=', StringComparison.Ordinal);
        return prefix + correspondence.Translate(cookie[prefix.Length..sign]) + cookie[sign..];
    }

    private byte[] ToBody(Exchange exchange, TimelineEntry entry)
    {
        switch (exchange.RequestBody.ValueKind)
        {
            case JsonValueKind.Null:
                return [];
            case JsonValueKind.String:
                var text = ReplayedPasswords.LengthenForm(exchange.RequestBody.GetString()!);
                return Encoding.UTF8.GetBytes(entry.Key is { } key
                    ? text.Replace(
                        "ZENKEY_<base64>",
                        Uri.EscapeDataString(keys.GetValueOrDefault(key, "missing")),
                        StringComparison.Ordinal)
                    : text);
            default:
                foreach (var time in Texts(exchange.RequestBody).Where(value => value.StartsWith("2026-", StringComparison.Ordinal)))
                {
                    sentTimes.Add(time);
                }

                using (var stream = new MemoryStream())
                {
                    using (var writer = new Utf8JsonWriter(stream))
                    {
                        correspondence.Write(writer, ReplayedPasswords.LengthenBody(exchange));
                    }

                    return stream.ToArray();
                }
        }
    }

    private static IEnumerable<string> Texts(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(property => Texts(property.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Texts),
        JsonValueKind.String => [element.GetString()!],
        _ => [],
    };

    private void Remember(Exchange exchange, TimelineEntry entry, JsonElement ours)
    {
        if (exchange.Status != 200 || ours.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        if (ours.TryGetProperty("access_token", out var token))
        {
            tokens[$"{exchange.File}:{exchange.Line}"] = token.GetString()!;
            var form = System.Web.HttpUtility.ParseQueryString(exchange.RequestBody.GetString()!);
            if (form["username"] is { } user)
            {
                tokens[user] = token.GetString()!;
            }
        }

        if (ours.TryGetProperty("body", out var body) && body.ValueKind == JsonValueKind.Object
            && body.TryGetProperty("key", out var key) && key.ValueKind == JsonValueKind.String)
        {
            keys[$"{exchange.File}:{exchange.Line}"] = key.GetString()!;
        }

        if (entry.Id is { } id && ours.TryGetProperty("id", out var our))
        {
            correspondence.Learn(Guid.Parse(id), our.GetGuid());
        }
    }
}
