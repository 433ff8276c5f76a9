using System.Globalization;
using System.Text;

namespace ZenML.Cli.CommandLine;

/// <summary>
/// The free <c>--key=value</c> attributes of a command line, taken out before the parser sees it, so that no option of
/// the parser can shadow a key and no message of the parser can repeat a value.
/// </summary>
/// <param name="Attributes">Keys and values in order; a key can occur twice.</param>
/// <param name="Mistakes">What is wrong with the others. Never contains a value.</param>
internal sealed record FreeAttributes(IReadOnlyList<KeyValuePair<string, string>> Attributes, IReadOnlyList<string> Mistakes)
{
    /// <summary>
    /// The option that sets a key of any name, even that of an option. It has a hyphen, so it hides no key that is
    /// given as <c>--key=value</c>.
    /// </summary>
    public const string KeyValueOption = "--key-value";

    /// <summary>
    /// The keys that were given with <see cref="KeyValueOption"/>, which cannot be mistyped options.
    /// </summary>
    public IReadOnlySet<string> Explicit { get; private init; } = new HashSet<string>();

    /// <summary>
    /// The number of mistakes that are keys without an equals sign. The word after such a key is its value and not
    /// another mistake.
    /// </summary>
    public int WithoutValue { get; private init; }

    /// <summary>
    /// The number of mistakes that are keys which cannot be given as <c>--key=value</c>, and which name no option, nor nearly.
    /// </summary>
    public int UnusableKeys { get; private init; }

    /// <summary>Splits a command line into attributes and the rest.</summary>
    /// <param name="arguments">The arguments.</param>
    /// <param name="reserved">
    /// The command's own option names; everything else that begins with two dashes is an attribute.
    /// </param>
    /// <param name="rest">The arguments that are not attributes.</param>
    /// <param name="apart">
    /// Options that are options only as a word of their own: <c>--tag team=ml</c>. As one piece, <c>--tag=ml</c>, they are attributes.
    /// </param>
    /// <param name="hints">Says which option was probably meant; null for no such sentences.</param>
    public static FreeAttributes Extract(
        IEnumerable<string> arguments,
        IReadOnlyCollection<string> reserved,
        out IReadOnlyList<string> rest,
        IReadOnlyCollection<string>? apart = null,
        OptionHints? hints = null)
    {
        var attributes = new List<KeyValuePair<string, string>>();
        var mistakes = new List<string>();
        var others = new List<string>();
        var named = new HashSet<string>(StringComparer.Ordinal);
        var optionsEnded = false;
        var position = 0;
        var withoutValue = 0;
        var unusableKeys = 0;
        string[] all = [.. arguments];
        while (position < all.Length)
        {
            var argument = all[position++];
            if (!optionsEnded && (argument == KeyValueOption || argument.StartsWith(KeyValueOption + "=", StringComparison.Ordinal)))
            {
                var isApart = argument.Length == KeyValueOption.Length;
                var pair = !isApart ? argument[(KeyValueOption.Length + 1)..] : position < all.Length ? all[position++] : "";
                if (TrySplit(pair) is { } split)
                {
                    attributes.Add(split);
                    named.Add(split.Key);
                }
                else
                {
                    mistakes.Add($"{KeyValueOption} takes a key and a value with '=' between them: {KeyValueOption} "
                        + $"KEY=VALUE. The argument is not shown, because it could contain a value.");
                }

                continue;
            }

            optionsEnded |= argument == "--";
            var equals = argument.IndexOf('=', StringComparison.Ordinal);
            var name = equals < 0 ? argument : argument[..equals];

            if (!optionsEnded && equals >= 0 && name == "--help")
            {
                mistakes.Add($"--help takes no value. To set a key called 'help', use {KeyValueOption} help=VALUE.");
                continue;
            }

            // Three dashes do not start a key; they start a YAML document for --values.
            if (optionsEnded || !name.StartsWith("--", StringComparison.Ordinal)
                || name.StartsWith("---", StringComparison.Ordinal) || reserved.Contains(name)
                || (equals < 0 && apart?.Contains(name) == true))
            {
                others.Add(argument);
            }
            else if (equals < 0)
            {
                withoutValue++;

                // What comes before @- is a key; anything else could be a value.
                var isKey = position < all.Length && all[position] == "@-" && IsIdentifier(name[2..]);
                mistakes.Add(isKey ? $"{name} has no '='. Write {name}=@-." : DescribeWithoutValue(position, hints?.AskIfNear(name)));
            }
            else if (!IsIdentifier(name[2..]))
            {
                var shown = IsHarmless(name[2..])
                    ? $"'{name[2..]}'"
                    : string.Create(CultureInfo.InvariantCulture, $"The beginning of argument {position} after the command");
                var (option, question) = (hints?.FindApart(name), hints?.AskIfNear(name));
                unusableKeys += option is null && question is null ? 1 : 0;
                mistakes.Add(option is not null
                    ? $"{shown} is not a valid key on the command line. {OptionHints.HowToWrite(option)}"
                    : $"{shown} is not a valid key on the command line: use letters, digits and underscores, and do not start with a "
                        + $"digit. For other keys, use {KeyValueOption} KEY=VALUE or, for a secret, --values."
                        + (question is null ? "" : $" {question}"));
            }
            else
            {
                attributes.Add(new(name[2..], argument[(equals + 1)..]));
            }
        }

        rest = others;
        return new FreeAttributes(attributes, mistakes) 
        {
            WithoutValue = withoutValue, UnusableKeys = unusableKeys, Explicit = named,
        };
    }

    private static string DescribeWithoutValue(int position, string? question) => question is null
        ? string.Create(CultureInfo.InvariantCulture, $"Argument {position} after the command has no '='. It is not shown, because it "
            + $"could contain a value. Write each attribute as --KEY=VALUE, without spaces around '='.")
        : string.Create(CultureInfo.InvariantCulture, $"Argument {position} after the command has no '='. {question}");

    /// <remarks>A key ends at the first equals sign. It can be empty.</remarks>
    private static KeyValuePair<string, string>? TrySplit(string pair) =>
        pair.IndexOf('=', StringComparison.Ordinal) is >= 0 and var equals ? new(pair[..equals], pair[(equals + 1)..]) : null;

    /// <remarks>With other characters, the text could contain more than a key: <c>"--password abc=123"</c>.</remarks>
    private static bool IsHarmless(string text) =>
        text.Length > 0 && text.All(character => char.IsLetterOrDigit(character) || character is '_' or '-' or '.');

    /// <summary>Whether a key can be given as <c>--key=value</c>.</summary>
    /// <remarks>
    /// Python identifiers, because scripts with these keys come from there: letters and digits of any language.
    /// </remarks>
    public static bool IsIdentifier(string text)
    {
        var position = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            var category = Rune.GetUnicodeCategory(rune);
            var isStart = rune.Value == '_' || category
                is UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter
                or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter or UnicodeCategory.LetterNumber;
            var isPart = isStart || category
                is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.DecimalDigitNumber
                or UnicodeCategory.ConnectorPunctuation;
            if (position++ == 0 ? !isStart : !isPart)
            {
                return false;
            }
        }

        return position > 0;
    }
}
