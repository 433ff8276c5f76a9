using System.Buffers;
using System.Text;

namespace ZenML.Client.Masking;

/// <summary>A text quoted for a shell, without the quotes around it.</summary>
internal static class ShellForms
{
    /// <summary>Quoted by no shell.</summary>
    private static readonly SearchValues<char> NeverQuoted =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789%+-./@_");

    /// <summary>Adds the forms that differ from the text.</summary>
    public static void AddTo(ValueForms forms, string text)
    {
        if (!text.AsSpan().ContainsAnyExcept(NeverQuoted))
        {
            return;
        }

        // In single quotes a quote closes them, follows escaped, and opens them again. SQL and YAML double it.
        forms.Add(text.Replace("'", @"'\''", StringComparison.Ordinal));
        forms.Add(text.Replace("'", "'\"'\"'", StringComparison.Ordinal));
        forms.Add(text.Replace("'", "''", StringComparison.Ordinal));

        // In double quotes. Interactive shells also need a backslash before an exclamation mark.
        forms.Add(WithBackslashes(text, "\\\"$`"));
        forms.Add(WithBackslashes(text, "\\\"$`!"));

        // printf %q of bash, which also quotes what is special at a beginning; older versions and other shells leave commas.
        forms.Add(WithBackslashes(text, " !\"$&'()*,;<>?[\\]^`{|}", atBeginning: true));
        forms.Add(WithBackslashes(text, " !\"$&'()*;<>?[\\]^`{|}", atBeginning: true));
        forms.Add(WithBackslashes(text, " !\"#$&'()*;<=>?[\\]^`{|}~"));

        // $'…' of bash, in which control characters, and outside of UTF-8 all other bytes, are written with escapes.
        forms.Add(WithEscapes(text, isAscii: false));
        forms.Add(WithEscapes(text, isAscii: true));

        // GNU's ls and printf use $'…' for control characters only.
        forms.Add(WithEscapedControls(text));
    }

    private static string WithBackslashes(string text, string special, bool atBeginning = false)
    {
        var quoted = new StringBuilder(text.Length * 2);
        for (var index = 0; index < text.Length; index++)
        {
            var isFirst = atBeginning && (index == 0 ? text[0] is '#' or '~' : text[index] == '~' && (text[index - 1] is '=' or ':'));
            if (isFirst || special.Contains(text[index]))
            {
                quoted.Append('\\');
            }

            quoted.Append(text[index]);
        }

        return quoted.ToString();
    }

    private static string WithEscapes(string text, bool isAscii)
    {
        var quoted = new StringBuilder(text.Length * 2);
        Span<byte> bytes = stackalloc byte[4];
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is '\'' or '\\')
            {
                quoted.Append('\\').Append((char)rune.Value);
            }
            else if (rune.IsAscii ? !Rune.IsControl(rune) : !isAscii)
            {
                quoted.Append(rune);
            }
            else
            {
                foreach (var each in bytes[..rune.EncodeToUtf8(bytes)])
                {
                    quoted.Append(Escape(each));
                }
            }
        }

        return quoted.ToString();
    }

    private static string WithEscapedControls(string text)
    {
        var quoted = new StringBuilder(text.Length * 2);
        var isEscaped = false;
        foreach (var character in text)
        {
            if ((char.IsAscii(character) && char.IsControl(character)) != isEscaped)
            {
                isEscaped = !isEscaped;
                quoted.Append(isEscaped ? "'$'" : "''");
            }

            quoted.Append(isEscaped ? Escape((byte)character) : character == '\'' ? @"'\''" : character.ToString());
        }

        return quoted.ToString();
    }

    private static string Escape(byte value) => value switch
    {
        (byte)'\a' => @"\a",
        (byte)'\b' => @"\b",
        (byte)'\t' => @"\t",
        (byte)'\n' => @"\n",
        (byte)'\v' => @"\v",
        (byte)'\f' => @"\f",
        (byte)'\r' => @"\r",
        0x1B => @"\E",
        _ => $@"\{Convert.ToString(value, 8).PadLeft(3, '0')}",
    };
}
