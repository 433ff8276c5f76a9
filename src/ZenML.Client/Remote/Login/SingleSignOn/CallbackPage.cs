using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ZenML.Client.Remote.Login.SingleSignOn;

/// <summary>What a browser shows after a login. It removes the code from the address, which the browser would remember.</summary>
internal static class CallbackPage
{
    private const string Script = "history.replaceState(null, '', '/');";

    private const string Style =
        "body{font:1.1rem/1.5 system-ui,sans-serif;max-width:32rem;margin:15vh auto;padding:0 1rem;color-scheme:light dark}";

    private static readonly string Policy = string.Join(
        "; ",
        "default-src 'none'", $"script-src {HashOf(Script)}", $"style-src {HashOf(Style)}", "base-uri 'none'", "form-action 'none'",
        "frame-ancestors 'none'");

    /// <summary>The page of a login that succeeded.</summary>
    public static byte[] Success { get; } = Write("200 OK", "You are logged in", "You can close this window.");

    /// <summary>The page of a login that failed.</summary>
    public static byte[] Failure { get; } = Write(
        "400 Bad Request", "The login failed", "The terminal says why. You can close this window.");

    /// <summary>The page for a request that does not belong to the login.</summary>
    public static byte[] Foreign { get; } = Write(
        "400 Bad Request", "This page belongs to another login", "Run the command again in the terminal, and use the page that it opens.");

    /// <summary>The response for everything that a browser asks for besides.</summary>
    public static byte[] NotFound { get; } = Write("404 Not Found", "Not found", "There is nothing here.");

    private static byte[] Write(string status, string title, string text)
    {
        var body = Encoding.UTF8.GetBytes(
            $"<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>ZenML: {title}</title><style>{Style}</style></head>\n"
            + $"<body><h1>{title}</h1><p>{text}</p><script>{Script}</script></body></html>\n");
        var head = string.Create(
            CultureInfo.InvariantCulture,
            $"HTTP/1.1 {status}\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {body.Length}\r\nConnection: close\r\n"
                + $"Cache-Control: no-store\r\nReferrer-Policy: no-referrer\r\nX-Content-Type-Options: nosniff\r\n"
                + $"Content-Security-Policy: {Policy}\r\n\r\n");
        return [.. Encoding.ASCII.GetBytes(head), .. body];
    }

    private static string HashOf(string text) => $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}'";
}
