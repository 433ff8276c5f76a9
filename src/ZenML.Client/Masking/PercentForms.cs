using System.Buffers;
using System.Globalization;
using System.Text;

namespace ZenML.Client.Masking;

/// <summary>A text as it stands in URLs and forms. Encoders differ in what they leave as it is.</summary>
internal static class PercentForms
{
    /// <summary>Left as they are by every encoder.</summary>
    private static readonly SearchValues<char> AlwaysKept =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._");

    private static readonly (string Kept, bool HasPlus)[] Styles =
    [
        ("-._~", false), // RFC 3986, Uri.EscapeDataString, jq
        ("-._~", true), // Python's quote_plus, Go's QueryEscape
        ("-._~/", false), // Python's quote
        ("-._", false), // RFC 1738
        ("-._", true), // PHP's urlencode
        ("-._*", true), // forms of browsers, Java
        ("-._!()*", true), // .NET's WebUtility
        ("-._~!$()*,;@", false), // .NET's UrlEncoder
        ("-._~!'()*", false), // JavaScript's encodeURIComponent
        ("-._~!'()*#$&+,/:;=?@", false), // JavaScript's encodeURI
        ("-._~!$&'()*+,;=", false), // user and password of a URL
        ("-._~!$&'()*+,;=:@", false), // a segment of a path
        ("-._~$&+=:@", false), // Go's PathEscape
        ("-._~!$%&'()*+,", false), // user and password of a URL in browsers
    ];

    /// <summary>Adds the forms that differ from the text.</summary>
    public static void AddTo(ValueForms forms, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        forms.AddAnyCase(Encode(bytes, null, hasPlus: false));
        if (!text.AsSpan().ContainsAnyExcept(AlwaysKept))
        {
            return;
        }

        foreach (var (kept, hasPlus) in Styles)
        {
            var encoded = Encode(bytes, kept, hasPlus);
            if (encoded == text)
            {
                continue;
            }

            if (encoded.Contains('%', StringComparison.Ordinal))
            {
                forms.AddAnyCase(encoded);
            }
            else
            {
                forms.Add(encoded);
            }
        }
    }

    /// <param name="bytes">The text.</param>
    /// <param name="kept">What is left as it is besides letters and digits; null to encode these too.</param>
    /// <param name="hasPlus">Whether a space becomes a plus sign.</param>
    private static string Encode(byte[] bytes, string? kept, bool hasPlus)
    {
        var encoded = new StringBuilder(bytes.Length * 3);
        foreach (var each in bytes)
        {
            var character = (char)each;
            if (kept is not null && (char.IsAsciiLetterOrDigit(character) || kept.Contains(character)))
            {
                encoded.Append(character);
            }
            else if (hasPlus && each == ' ')
            {
                encoded.Append('+');
            }
            else
            {
                encoded.Append('%').Append(each.ToString("x2", CultureInfo.InvariantCulture));
            }
        }

        return encoded.ToString();
    }
}
