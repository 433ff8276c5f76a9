using ZenML.Core.Stacks.Configurations;

namespace ZenML.Formats.Text;

/// <summary>The rules for scalars in all formats.</summary>
internal static class Scalars
{
    /// <summary>Whether a text is a JSON number.</summary>
    public static bool IsJsonNumber(ReadOnlySpan<char> text)
    {
        var rest = text.StartsWith("-") ? text[1..] : text;
        var whole = SkipDigits(rest);
        if (whole == 0 || (rest[0] == '0' && whole > 1))
        {
            return false;
        }

        rest = rest[whole..];
        if (rest.StartsWith("."))
        {
            var fraction = SkipDigits(rest[1..]);
            if (fraction == 0)
            {
                return false;
            }

            rest = rest[(fraction + 1)..];
        }

        if (rest.IsEmpty)
        {
            return true;
        }

        if (rest[0] is not ('e' or 'E'))
        {
            return false;
        }

        rest = rest.Length > 1 && rest[1] is ('+' or '-') ? rest[2..] : rest[1..];
        return rest.Length > 0 && SkipDigits(rest) == rest.Length;
    }

    /// <summary>Returns the digits of a number after validation, because callers can create numbers from any text.</summary>
    public static string CheckNumber(ConfigurationNumber number) => IsJsonNumber(number.Digits)
        ? number.Digits
        : throw DocumentText.Error("A number is not a finite JSON number.");

    /// <summary>Resolves a plain YAML scalar.</summary>
    public static ConfigurationValue Resolve(string plain) => plain switch
    {
        "" or "~" or "null" or "Null" or "NULL" => new ConfigurationNull(),
        "true" or "True" or "TRUE" => new ConfigurationBoolean(true),
        "false" or "False" or "FALSE" => new ConfigurationBoolean(false),
        _ => IsJsonNumber(plain) ? new ConfigurationNumber(plain) : new ConfigurationText(plain),
    };

    /// <summary>
    /// Rewrites a number for YAML 1.1, where a number with an exponent needs a fraction and a sign: <c>1e3</c> becomes
    /// <c>1.0e+3</c>.
    /// </summary>
    public static string ToYamlNumber(string digits)
    {
        var cut = digits.IndexOfAny(['e', 'E']);
        if (cut < 0)
        {
            return digits;
        }

        var (mantissa, exponent) = (digits[..cut], digits[(cut + 1)..]);
        return (mantissa.Contains('.') ? mantissa : $"{mantissa}.0") + "e" + (char.IsAsciiDigit(exponent[0]) ? "+" : "") + exponent;
    }

    private static int SkipDigits(ReadOnlySpan<char> text)
    {
        var end = text.IndexOfAnyExceptInRange('0', '9');
        return end < 0 ? text.Length : end;
    }
}
