using System.Buffers;
using System.Text;
using ZenML.Core.Stacks.Configurations;

namespace ZenML.Core.Secrets;

/// <summary>
/// Passwords in addresses: <c>http://user:password@host</c>, <c>postgresql://user:password@host/db</c>,
/// <c>https://token@host</c>, <c>jdbc:mysql://host/db?password=...</c>. Finding them takes time linear in the text.
/// </summary>
public static class AddressCredentials
{
    private static readonly SearchValues<char> Ends = SearchValues.Create(" \t\r\n\"'<>`");

    private static readonly string[] SecretParameters =
    [
        "password", "passwd", "pwd", "pass", "secret", "client_secret", "token", "access_token", "api_key", "apikey", "sig", "sslpassword",
    ];

    /// <summary>Whether a text has an address with a password.</summary>
    public static bool IsIn(string text) => Find(text).Count > 0;

    /// <summary>The text with <c>***</c> in place of each password.</summary>
    public static string Mask(string text)
    {
        var found = Find(text);
        if (found.Count == 0)
        {
            return text;
        }

        var (masked, end) = (new StringBuilder(), 0);
        foreach (var range in found)
        {
            var (start, length) = range.GetOffsetAndLength(text.Length);
            masked.Append(text, end, start - end).Append(SensitiveString.Mask);
            end = start + length;
        }

        return masked.Append(text, end, text.Length - end).ToString();
    }

    /// <summary>The passwords in a text, as they were written and as programs decode them.</summary>
    public static IEnumerable<SensitiveString> Passwords(string text) => Find(text)
        .Select(range => text[range])
        .SelectMany(password => new[] { password, Uri.UnescapeDataString(password) })
        .Distinct(StringComparer.Ordinal)
        .Select(password => new SensitiveString(password));

    /// <summary>Whether an address has the mask where its password was: it was copied from where it is shown.</summary>
    public static bool IsMasked(string text) => Find(text).Any(range => text[range] == SensitiveString.Mask);

    /// <summary>A configuration value with its addresses that have a password set apart, at any depth.</summary>
    public static ConfigurationValue SetApart(ConfigurationValue value) => value.WithLeaves(leaf =>
        leaf is ConfigurationText text && Mask(text.Text) is var shown && shown != text.Text
            ? new ConfigurationSensitive(new SensitiveString(text.Text)) { DisplayText = shown }
            : leaf);

    /// <summary>A configuration value as it is shown to people, also one that was stored before addresses were protected.</summary>
    public static ConfigurationValue Show(ConfigurationValue value) => value.WithLeaves(leaf => leaf switch
    {
        ConfigurationText text => new ConfigurationText(Mask(text.Text)),
        ConfigurationSensitive sensitive => new ConfigurationText(sensitive.DisplayText),
        _ => leaf,
    });

    private static List<Range> Find(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var found = new List<Range>();
        if (!text.Contains("//", StringComparison.Ordinal))
        {
            return found;
        }

        for (var start = 0; start < text.Length;)
        {
            var rest = text.AsSpan(start).IndexOfAny(Ends);
            var end = rest < 0 ? text.Length : start + rest;
            FindInWord(text, start, end, found);
            start = end + 1;
        }

        return Merge(found);
    }

    private static List<Range> Merge(List<Range> found)
    {
        var merged = new List<Range>();
        foreach (var range in found.OrderBy(range => range.Start.Value))
        {
            if (merged.Count > 0 && range.Start.Value <= merged[^1].End.Value)
            {
                merged[^1] = new Range(merged[^1].Start, Math.Max(range.End.Value, merged[^1].End.Value));
            }
            else
            {
                merged.Add(range);
            }
        }

        return merged;
    }

    private static void FindInWord(string text, int start, int end, List<Range> found)
    {
        var lastAt = text.AsSpan(start, end - start).LastIndexOf('@') is >= 0 and var at ? start + at : -1;
        var isAddress = false;
        for (var next = start; text.AsSpan(next, end - next).IndexOf("//", StringComparison.Ordinal) is >= 0 and var slashes;)
        {
            isAddress = true;
            var begin = next + slashes + 2;
            var authority = text.AsSpan(begin, end - begin).IndexOfAny("/?#") is >= 0 and var length ? begin + length : end;
            var userEnd = text.AsSpan(begin, authority - begin).LastIndexOf('@') is >= 0 and var inside ? begin + inside
                : IsBrokenPassword(text.AsSpan(begin, authority - begin)) && lastAt > authority ? lastAt
                : -1;
            if (userEnd >= 0 && FindSecret(text, next + slashes, begin, userEnd) is { } secret)
            {
                found.Add(secret);
            }

            next = Math.Max(authority, userEnd);
        }

        if (isAddress)
        {
            FindParameters(text, start, end, found);
        }
    }

    /// <remarks>A password with a slash in it ends the authority too early; a port does not.</remarks>
    private static bool IsBrokenPassword(ReadOnlySpan<char> authority) =>
        authority.IndexOf(':') is >= 0 and var colon && authority[0] != '[' && authority[(colon + 1)..].ContainsAnyExceptInRange('0', '9');

    private static Range? FindSecret(string text, int slashes, int begin, int userEnd)
    {
        var user = text.AsSpan(begin, userEnd - begin);
        var colon = user.IndexOf(':');
        var password = colon < 0 ? "" : user[(colon + 1)..];
        return password.Length > 0 && password is not "x-oauth-basic" ? new Range(begin + colon + 1, userEnd)
            : user.Length - password.Length > (colon < 0 ? 0 : 1) && TakesTokens(text.AsSpan(0, slashes)) ? new Range(begin, userEnd)
            : null;
    }

    /// <remarks>
    /// Elsewhere, what is alone before the host is no secret: the container of <c>abfs://container@account</c>, the user of
    /// <c>ssh://git@host</c>.
    /// </remarks>
    private static bool TakesTokens(ReadOnlySpan<char> before) =>
        before.EndsWith("http:", StringComparison.OrdinalIgnoreCase) || before.EndsWith("https:", StringComparison.OrdinalIgnoreCase);

    private static void FindParameters(string text, int start, int end, List<Range> found)
    {
        for (var next = start; text.AsSpan(next, end - next).IndexOfAny("?&;") is >= 0 and var separator;)
        {
            var begin = next + separator + 1;
            var length = text.AsSpan(begin, end - begin).IndexOfAny("&;#");
            var close = length < 0 ? end : begin + length;
            var equals = text.AsSpan(begin, close - begin).IndexOf('=');
            if (equals > 0 && begin + equals + 1 < close && IsSecretParameter(text.AsSpan(begin, equals)))
            {
                found.Add(new Range(begin + equals + 1, close));
            }

            next = close;
        }
    }

    private static bool IsSecretParameter(ReadOnlySpan<char> name)
    {
        foreach (var secret in SecretParameters)
        {
            if (name.Equals(secret, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
