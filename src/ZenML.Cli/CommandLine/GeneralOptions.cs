using ZenML.Cli.Output;

namespace ZenML.Cli.CommandLine;

/// <summary>
/// The options of every command. They go before the command, so that they reserve no name after it, where any <c>--KEY=VALUE</c> can be a
/// key of a secret.
/// </summary>
/// <param name="ShowsTraces">Whether <c>--debug</c> is given.</param>
/// <param name="Color">The value of <c>--color</c>; null if it is not given.</param>
/// <param name="Mistake">What is wrong with them; null if nothing is.</param>
/// <param name="Rest">The arguments without <c>--color</c>.</param>
internal sealed record GeneralOptions(bool ShowsTraces, string? Color, string? Mistake, IReadOnlyList<string> Rest)
{
    /// <summary>Shows stack traces.</summary>
    public const string Debug = "--debug";

    /// <summary>The variable that does the same if it is 1.</summary>
    public const string DebugVariable = "ZENML_DEBUG";

    /// <summary>Chooses whether output is colored.</summary>
    public const string ColorName = "--color";

    /// <summary>Whether this is one of the options.</summary>
    public static bool IsName(string name) => name is Debug or ColorName;

    /// <summary>Reads the options before the command.</summary>
    public static GeneralOptions Take(IReadOnlyList<string> arguments)
    {
        var (debug, color, wrong) = (false, default(string), false);
        var kept = new List<string>();
        var place = 0;
        while (place < arguments.Count && arguments[place] is ['-', ..] and not "--")
        {
            var word = arguments[place++];
            if (word == ColorName || word.StartsWith($"{ColorName}=", StringComparison.Ordinal))
            {
                color = word.Length > ColorName.Length ? word[(ColorName.Length + 1)..]
                    : place < arguments.Count ? arguments[place++]
                    : "";
                wrong |= !ColorChoice.Words.Contains(color);
                continue;
            }

            debug |= word == Debug;
            kept.Add(word);
        }

        if (kept.Count == place)
        {
            return new GeneralOptions(debug, null, null, arguments);
        }

        var mistake = wrong ? $"{ColorName} must be 'always', 'never' or 'auto'." : null;
        return new GeneralOptions(debug, color, mistake, [.. kept, .. arguments.Skip(place)]);
    }
}
