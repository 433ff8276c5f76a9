using System.Text.Json;
using ZenML.Core.Errors;
using ZenML.Protocol.Errors;

namespace ZenML.Client.Remote.Http;

/// <summary>Converts error responses to a <see cref="ZenException"/>.</summary>
internal static class ServerErrors
{
    /// <summary>
    /// Returns the exception for an error response. Its message has one line and shows nothing of
    /// <paramref name="sensitive"/>, whatever the server sends.
    /// </summary>
    /// <param name="address">The server.</param>
    /// <param name="response">The response.</param>
    /// <param name="sensitive">Text in the request that must not be shown.</param>
    /// <param name="connectCommand">The command to log in again; null for a login in the browser.</param>
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
                $"The server {address} no longer accepts this login. Connect again: "
                    + $"{connectCommand ?? $"zenml connect --url {address}"}",
            404 or 405 when IsUnknownPath(response.Body) =>
                $"The server {address} does not support this request. Check that the address is correct and belongs to a ZenML server.",
            429 or 503 when text is null => $"The server {address} is too busy. Try again later.",
            501 => $"The server {address} does not support this operation. {shown}".TrimEnd(),
            _ when text is null => $"The server {address} failed (status {response.Status}). For the reason, see the server's log.",
            _ => shown ?? $"The server {address} rejected the request (status {response.Status}). Its message is not shown, because it "
                + $"could contain a value.",
        });
    }

    /// <summary>Returns the error for a proxy that requires a login.</summary>
    /// <param name="proxy">The proxy, without credentials.</param>
    public static string ProxyWantsLogin(string? proxy) =>
        $"The proxy{(proxy is null ? "" : $" {proxy}")} requires its own login (status 407). Nothing reached the server. Add a user and "
            + "password to the proxy's address (http://USER:PASSWORD@HOST:PORT), or add the server to NO_PROXY.";

    /// <summary>Returns the error for a response from a proxy or gateway; null if the server itself responded.</summary>
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
            401 => $"{who} in front of the server {address} requires its own login (status 401). The response is not from the ZenML "
                + $"server, so no new login was sent.",
            403 => $"{who} in front of the server {address} rejected the request (status 403). The response is not from the ZenML server.",
            413 => $"{who} in front of the server {address} rejects requests of this size (status 413). Raise its limit; for nginx, this "
                + $"is client_max_body_size.",
            502 or 504 =>
                $"{who} in front of the server {address} got no response from it (status {response.Status}). Check that the server runs.",
            _ => null,
        };
    }

    private static ErrorCode FindCode(ServerResponse response) => response.Status == 404 && IsUnknownPath(response.Body)
        ? ErrorCode.StoreUnavailable
        : WireErrors.ToCode(response.Status, response.FindHeader(WireErrors.CodeHeader));

    /// <summary>The response for an unknown id has an exception class; the one for an unknown path has only text.</summary>
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
            // Invalid Unicode is detected only when the text is read.
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

    /// <remarks>The first text is the class of the exception. A KeyError has an extra pair of quotes.</remarks>
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
