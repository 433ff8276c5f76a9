using CsCheck;
using ZenML.Core.Secrets;
using ZenML.Core.Stacks.Configurations;

namespace ZenML.Formats.Tests;

/// <summary>Texts and documents that are hard on writers and readers.</summary>
internal static class Generators
{
    private static readonly string[] Awkward =
    [
        "", "a", "Z", "0", "0123", "1e3", "1_000", "0x1F", "1.0", "2024-01-01", "12:30:45", "null", "~", "true", "Yes",
        "on", "y", ".inf", "<<", "=", "---", "...",
        " ", "  ", "\t", "\n", "\n\n", "\r", "\r\n", ": ", ":", " #", "#", "- ", "-", "? ", "&a ", "*a", "!a ", "|",
        ">", "%", "@", "`", "'", "\"", "\\", "{", "}",
        "[", "]", ",", "{{a.b}}", "http://x:5000", "first\nsecond\n", "-----BEGIN KEY-----\nabc==\n-----END KEY-----\n",
        "é", "日本", "😀", "\0", "\u0007", "\u001B",
        "\u007F", "\u0085", "\u00A0", "\u200B", "\u202E", "\u2028", "\u2029", "\uFEFF", "\uFFFE", "\uE000", "\U000E0001",
    ];

    private static readonly Gen<string> Character = Gen.Int[0, 0x10FFFF]
        .Select(value => value is >= 0xD800 and <= 0xDFFF ? "x" : char.ConvertFromUtf32(value));

    private static readonly Gen<string> Short = Gen.Frequency(
        (6, Gen.OneOf(Awkward)), (3, Gen.Char['a', 'z'].Select(letter => letter.ToString())), (2, Character))
        .Array[0, 8].Select(string.Concat);

    private static readonly Gen<string> Long = Gen.Select(Short, Gen.Int[120, 2000], (text, length) => text + new string('k', length));

    /// <summary>Any well-formed text.</summary>
    public static Gen<string> Text { get; } = Gen.Frequency((30, Short), (1, Long));

    /// <summary>One to six keys.</summary>
    public static Gen<SecretValues> Values { get; } = Gen.Select(Text, Text).Array[1, 6]
        .Select(pairs => new SecretValues(pairs.Select(pair => KeyValuePair.Create(pair.Item1, new SensitiveString(pair.Item2)))));

    /// <summary>Any configuration value, up to four levels deep.</summary>
    public static Gen<ConfigurationValue> Configuration { get; } = Tree(4);

    private static Gen<ConfigurationValue> Tree(int levels)
    {
        var scalar = Gen.Frequency(
            (5, Text.Select(text => (ConfigurationValue)text)),
            (1, Gen.Bool.Select(value => (ConfigurationValue)value)),
            (1, Gen.Const<ConfigurationValue>(new ConfigurationNull())),
            (3, Gen.OneOf("0", "-1", "1200", "0.5", "-0.0", "1.10", "1e3", "1E-7", "2.50e+10", "123456789012345678901234567890")
                .Select(digits => (ConfigurationValue)new ConfigurationNumber(digits))));
        if (levels == 0)
        {
            return scalar;
        }

        var inner = Tree(levels - 1);
        return Gen.Frequency(
            (2, scalar),
            (2, Gen.Select(Text, inner).Array[0, 4]
                .Select(
                    pairs => (ConfigurationValue)new ConfigurationMap(
                        pairs.Select(pair => KeyValuePair.Create(pair.Item1, pair.Item2))))),
            (1, inner.Array[0, 4].Select(items => (ConfigurationValue)new ConfigurationList(items))));
    }
}
