using System.CommandLine;
using ZenML.Core.Text;

namespace ZenML.Cli.CommandLine;

/// <summary>Says which option of a command an argument was probably meant for. No sentence repeats the argument.</summary>
/// <param name="options">The options of the command.</param>
/// <param name="apart">Those of them that are options only as a word of their own.</param>
internal sealed class OptionHints(IEnumerable<Option> options, IReadOnlySet<Option> apart)
{
    /// <summary>Fewer letters are the beginning of too many words.</summary>
    private const int ShortestBeginning = 3;

    private const string Dashes = "--";

    private const string Negation = "--no-";

    /// <summary>How people negate an option whose negation begins with <see cref="Negation"/>.</summary>
    private static readonly string[] OtherNegations = ["un-", "un", "non-", "not-", "no", "not"];

    private readonly Option[] shown = [.. options.Where(option => !option.Hidden)];

    /// <summary>The option that <c>--NAME=VALUE</c> would be if it did not set a key.</summary>
    /// <param name="name">The name with its dashes.</param>
    public Option? FindApart(string name) => apart.FirstOrDefault(option => option.Name == name);

    /// <summary>The option that takes back what another one does, for a name that negates that one otherwise: <c>--unplain</c>.</summary>
    /// <param name="name">The name with its dashes.</param>
    public Option? FindNegation(string name) => OtherNegations
        .Where(prefix => name.StartsWith(Dashes + prefix, StringComparison.OrdinalIgnoreCase))
        .Select(prefix => shown.FirstOrDefault(option =>
            option.Name.Equals(Negation + name[(Dashes.Length + prefix.Length)..], StringComparison.OrdinalIgnoreCase)))
        .FirstOrDefault(option => option is not null);

    /// <summary>How to write an option of <see cref="FindApart"/>, as a sentence.</summary>
    public static string HowToWrite(Option option) => option.ValueType == typeof(bool)
        ? $"For the option, write {option.Name}."
        : $"For the option, write {option.Name} and its value as two words.";

    /// <summary>Asks whether an option was meant that is written nearly like this, or begins like this; null if there is none.</summary>
    /// <param name="name">The name with its dashes.</param>
    public string? AskIfNear(string name)
    {
        var names = shown.Select(option => option.Name);
        string[] longer = name.Length - 2 < ShortestBeginning
            ? []
            : [.. names.Where(known => known.StartsWith(name, StringComparison.Ordinal))];
        var nearest = FindNegation(name)?.Name ?? (longer is [var only] ? only : NearestName.Find(name, names));
        return nearest is null ? null : $"Did you mean the option {nearest}?";
    }
}
