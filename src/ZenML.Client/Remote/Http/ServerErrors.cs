using System.Text.Json;
using ZenML.Core.Errors;
using ZenML.Protocol.Errors;

namespace ZenML.Client.Remote.Http;

/// <summary>Turns what a server answers instead of success into a <see cref="ZenException"/>.</summary>
internal static class ServerErrors
{
    /// <summary>
    /// The exception that an answer means. Its message shows nothing of <paramref name="sensitive"/> and has one
    /// line, whatever the server says.
    /// </summary>
    /// <param name="address">The server.</param>
    /// <param name="response">The answer.</param>
    /// <param name="sensitive">Texts of the request that must not be shown.</param>
    /// <param name="connectCommand">What to type to log in again; null for the browser.</param>
    public static ZenException Read(
        ServerAddress address, ServerResponse response, IReadOnlyCollection<string> sensitive, string? connectCommand = null)
    {
        if (DescribeWay(address, response) is { } message)
        {
            return response.Status is 502 or 504 && !response.IsRead
                ? BrokenConnection.OutcomeUnknown(message)
                : new ZenException(response.Status == 413 ? ErrorCode.TooLarge : ErrorCode.StoreUnavailable, message);
        }

        var code = FindCode(response);
        var isOurs = response.FindHeader(WireErrors.CodeHeader) is not null;
        var text = response.Status >= 500 && response.Status != 501 && !isOurs ? null : FindMessage(response.Body);
        var shown = text is null ? null : ServerMessage.Show(text, sensitive, isOurs);
        return new ZenException(code, response.Status switch
        {
            401 =>
                $"The server {address} does not accept this login any more. Connect again: "
                    + $"{connectCommand ?? $"zenml connect --url {address}"}",
            404 or 405 when IsUnknownPath(response.Body) =>
                $"The server {address} does not know this request. Is it a ZenML server, and is the address right?",
            429 or 503 when text is null => $"The server {address} is too busy. Try again later.",
            501 => $"The server {address} is not set up for this. {shown}".TrimEnd(),
            _ when text is null => $"The server {address} failed (status {response.Status}). Its log says why.",
            _ => shown ?? $"The server {address} refused the request (status {response.Status}). Its message is not shown, because it "
                + $"could contain a value of the request.",
        });
    }

    /// <summary>What to report when a proxy wants a login before it passes anything on.</summary>
    /// <param name="proxy">The proxy, without credentials.</param>
    public static string ProxyWantsLogin(string? proxy) =>
        $"The proxy{(proxy is null ? "" : $" {proxy}")} wants a login of its own (status 407). Nothing reached the server. Name user and "
            + "password in the proxy's address (http://USER:PASSWORD@HOST:PORT), or the server in NO_PROXY.";

    /// <summary>What something between here and the server answered in its place; null if the server itself did.</summary>
    private static string? DescribeWay(ServerAddress address, ServerResponse response)
    {
        if (response.Status is >= 300 and < 400)
        {
            return Redirection.Describe(address, response);
        }

        if (response.Status == 407)
        {
            return ProxyWantsLogin(response.Proxy);
        }

        var who = response.Proxy is { } proxy ? $"The proxy {proxy}, or a gateway behind it," : "A proxy or gateway";
        return response.IsFromServer ? null : response.Status switch
        {
            401 => $"{who} before the server {address} wants a login of its own (status 401). It was not the ZenML server that refused, "
                + $"and no login was sent to it again.",
            403 => $"{who} before the server {address} does not let this through (status 403). It was not the ZenML server that refused.",
            413 => $"{who} before the server {address} takes no request of this size (status 413). Its limit has to be raised; for nginx "
                + $"that is client_max_body_size.",
            502 or 504 =>
                $"{who} before the server {address} got no answer from it (status {response.Status}). Does the server run?",
            _ => null,
        };
    }

    private static ErrorCode FindCode(ServerResponse response) => response.Status == 404 && IsUnknownPath(response.Body)
        ? ErrorCode.StoreUnavailable
        : WireErrors.ToCode(response.Status, response.FindHeader(WireErrors.CodeHeader));

    /// <summary>An unknown id is told with a class of exception, an unknown path with a text alone.</summary>
    private static bool IsUnknownPath(byte[] body)
    {
        try
        {
            return TryParse(body) is not { ValueKind: JsonValueKind.Object } root || !root.TryGetProperty("detail", out var detail)
                || detail.ValueKind != JsonValueKind.Array;
        }
        catch (InvalidOperationException)
        {
            return true;
        }
    }

    private static string? FindMessage(byte[] body)
    {
        try
        {
            return OfBody(TryParse(body)) is { Length: > 0 } message ? message : null;
        }
        catch (InvalidOperationException)
        {
            // Text that is not valid Unicode is found when it is read.
            return null;
        }
    }

    private static string? OfBody(JsonElement? body) => body switch
    {
        { ValueKind: JsonValueKind.Object } root when root.TryGetProperty("detail", out var detail) => OfDetail(detail),
        { ValueKind: JsonValueKind.Object } root when root.TryGetProperty("error_description", out var text)
            && text.ValueKind == JsonValueKind.String => text.GetString(),
        { ValueKind: JsonValueKind.Array } list => OfDetail(list),
        _ => null,
    };

    private static string? OfDetail(JsonElement detail) => detail.ValueKind switch
    {
        JsonValueKind.String => detail.GetString(),
        JsonValueKind.Array when detail.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String) =>
            OfTexts([.. detail.EnumerateArray().Select(item => item.GetString()!)]),
        JsonValueKind.Array => string.Join(Environment.NewLine, detail.EnumerateArray().Select(OfProblem).Where(text => text.Length > 0)),
        _ => null,
    };

    /// <remarks>The first is the class of the exception. A KeyError comes with one pair of quotes too many.</remarks>
    private static string OfTexts(string[] texts)
    {
        var message = string.Join(": ", texts.Length > 1 ? texts[1..] : texts);
        return texts is ["KeyError", _] && message.Length >= 2 && message[0] is '\'' or '"' && message[^1] == message[0]
            ? message[1..^1]
            : message;
    }

    private static string OfProblem(JsonElement problem) =>
        problem.ValueKind == JsonValueKind.Object
            && problem.TryGetProperty("msg", out var text)
            && text.ValueKind == JsonValueKind.String
            ? text.GetString()!
            : "";

    private static JsonElement? TryParse(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.Clone();
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
