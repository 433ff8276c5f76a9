using System.Text;

namespace ZenML.Client.Remote.Login.SingleSignOn;

/// <summary>The head of a request that a browser of this machine sent.</summary>
/// <param name="Method">The method.</param>
/// <param name="Path">The path.</param>
/// <param name="Host">The host that the browser was told.</param>
/// <param name="Parameters">The parameters; null if one is given twice or they are not valid.</param>
internal sealed record CallbackRequest(string Method, string Path, string? Host, IReadOnlyDictionary<string, string>? Parameters)
{
    private const int LongestHead = 16 * 1024;

    /// <summary>Reads one.</summary>
    /// <returns>The request; null if it is not one, or too long.</returns>
    public static async Task<CallbackRequest?> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        var buffer = new byte[LongestHead];
        for (var length = 0; length < buffer.Length;)
        {
            var read = await stream.ReadAsync(buffer.AsMemory(length), cancellationToken);
            if (read == 0)
            {
                return null;
            }

            length += read;
            var end = buffer.AsSpan(0, length).IndexOf("\r\n\r\n"u8);
            if (end >= 0)
            {
                return Parse(Encoding.ASCII.GetString(buffer, 0, end));
            }
        }

        return null;
    }

    /// <summary>Returns no parameters: they contain the code.</summary>
    public override string ToString() => $"{Method} {Path}";

    private static CallbackRequest? Parse(string head)
    {
        var lines = head.Split("\r\n");
        if (lines[0].Split(' ') is not [var method, ['/', ..] target, "HTTP/1.1" or "HTTP/1.0"])
        {
            return null;
        }

        var hosts = lines.Skip(1).Where(line => line.StartsWith("Host:", StringComparison.OrdinalIgnoreCase)).ToArray();
        var question = target.IndexOf('?', StringComparison.Ordinal);
        return new CallbackRequest(
            method,
            question < 0 ? target : target[..question],
            hosts is [var host] ? host["Host:".Length..].Trim() : null,
            ParseParameters(question < 0 ? "" : target[(question + 1)..]));
    }

    /// <remarks>OAuth forbids parameters that occur twice: programs would choose different ones.</remarks>
    private static Dictionary<string, string>? ParseParameters(string query)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = pair.Split('=', 2);
            if (!found.TryAdd(Decode(parts[0]), parts.Length == 2 ? Decode(parts[1]) : ""))
            {
                return null;
            }
        }

        return found;
    }

    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
