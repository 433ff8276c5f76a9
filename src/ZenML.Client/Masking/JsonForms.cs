using System.Buffers;
using System.Globalization;
using System.Text;

namespace ZenML.Client.Masking;

/// <summary>A text inside a JSON string, without the quotes around it. Encoders differ in what they escape beyond the necessary.</summary>
internal static class JsonForms
{
    /// <summary>Escaped by no encoder.</summary>
    private static readonly SearchValues<char> NeverEscaped = SearchValues.Create(
        " ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!#$%()*,-.:;=?@[]^_{|}~");

    /// <summary>What is written as <c>\u0000</c> although a shorter or no escape would do.</summary>
    private static readonly string[] Escaped =
    [
        "", // most encoders
        "\u007F", // jq
        "<>&", // Go, Ruby on Rails
        "<>&'\"", // PHP's JSON_HEX options, Newtonsoft's EscapeHtml
        "<>&'\"+`\u007F", // .NET
    ];

    /// <summary>Adds the forms that differ from the text.</summary>
    public static void AddTo(HashSet<string> forms, string text)
    {
        if (!text.AsSpan().ContainsAnyExcept(NeverEscaped))
        {
            return;
        }

        foreach (var escaped in Escaped)
        {
            foreach (var digits in (string[])["x4", "X4"])
            {
                forms.Add(Encode(text, escaped, digits, isAscii: false, hasSlash: false));
                forms.Add(Encode(text, escaped, digits, isAscii: false, hasSlash: true));
                forms.Add(Encode(text, escaped, digits, isAscii: true, hasSlash: false));
                forms.Add(Encode(text, escaped, digits, isAscii: true, hasSlash: true));
            }
        }

        // A line of a JSON log often has another JSON document in one of its strings.
        foreach (var isAscii in (ReadOnlySpan<bool>)[false, true])
        {
            forms.Add(Encode(Encode(text, "", "x4", isAscii, hasSlash: false), "", "x4", isAscii, hasSlash: false));
        }
    }

    private static string Encode(string text, string escaped, string digits, bool isAscii, bool hasSlash)
    {
        var encoded = new StringBuilder(text.Length * 2);
        foreach (var character in text)
        {
            var letter = character switch
            {
                '"' or '\\' => character,
                '/' when hasSlash => '/',
                '\b' => 'b',
                '\f' => 'f',
                '\n' => 'n',
                '\r' => 'r',
                '\t' => 't',
                _ => '\0',
            };
            if (escaped.Contains(character) || (letter == '\0' && (character < ' ' || (isAscii && !char.IsAscii(character)))))
            {
                encoded.Append("\\u").Append(((int)character).ToString(digits, CultureInfo.InvariantCulture));
            }
            else if (letter != '\0')
            {
                encoded.Append('\\').Append(letter);
            }
            else
            {
                encoded.Append(character);
            }
        }

        return encoded.ToString();
    }
}
