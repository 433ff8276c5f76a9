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
        "\u007F\u2028\u2029", // jq, relaxed .NET
        "<>&\u2028\u2029", // Go, Ruby on Rails
        "<>&'\"\u2028\u2029", // PHP's JSON_HEX options, Newtonsoft's EscapeHtml
        "<>&'\"+`\u007F", // .NET
    ];

    /// <summary>What is escaped of the characters beyond ASCII.</summary>
    private static readonly Func<char, bool>[] EscapedBeyond =
    [
        static _ => false,
        char.IsSurrogate, // relaxed .NET
        static character => !char.IsAscii(character),
    ];

    /// <summary>Adds the forms that differ from the text.</summary>
    public static void AddTo(ValueForms forms, string text)
    {
        if (!text.AsSpan().ContainsAnyExcept(NeverEscaped))
        {
            return;
        }

        foreach (var isBeyond in Ascii.IsValid(text) ? EscapedBeyond.AsSpan(0, 1) : EscapedBeyond)
        {
            foreach (var escaped in Escaped)
            {
                Add(forms, Encode(text, escaped, isBeyond, hasSlash: false));
                Add(forms, Encode(text, escaped, isBeyond, hasSlash: true));
            }

            // A line of a JSON log often has another JSON document in one of its strings.
            Add(forms, Encode(Encode(text, "", isBeyond, hasSlash: false), "", isBeyond, hasSlash: false));
        }
    }

    private static void Add(ValueForms forms, string encoded)
    {
        if (encoded.Contains(@"\u", StringComparison.Ordinal))
        {
            forms.AddAnyCase(encoded);
        }
        else
        {
            forms.Add(encoded);
        }
    }

    private static string Encode(string text, string escaped, Func<char, bool> isBeyond, bool hasSlash)
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
            if (escaped.Contains(character) || (letter == '\0' && (character < ' ' || isBeyond(character))))
            {
                encoded.Append("\\u").Append(((int)character).ToString("x4", CultureInfo.InvariantCulture));
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
