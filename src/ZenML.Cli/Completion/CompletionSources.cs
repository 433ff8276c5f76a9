using System.CommandLine;
using System.CommandLine.Completions;

namespace ZenML.Cli.Completion;

/// <summary>Attaches what arguments and options take, and finds it.</summary>
internal static class CompletionSources
{
    /// <summary>What help calls a value, and what that is. <see cref="Find"/> knows lists of words such as <c>json|yaml</c> too.</summary>
    private static readonly Dictionary<string, CompletionSource> Placeholders = new(StringComparer.Ordinal)
    {
        ["FILE"] = CompletionSource.File,
        ["@-"] = CompletionSource.TextOrFile,
        ["@FILE"] = CompletionSource.TextOrFile,
        ["RECIPIENT"] = CompletionSource.TextOrFile,
        ["TEXT"] = CompletionSource.FreeText,
        ["NEW"] = CompletionSource.FreeText,
        ["NEW_NAME"] = CompletionSource.FreeText,
        ["TARGET"] = CompletionSource.FreeText,
        ["N"] = CompletionSource.FreeText,
        ["SECONDS"] = CompletionSource.FreeText,
        ["MINUTES"] = CompletionSource.FreeText,
        ["URL"] = CompletionSource.FreeText,
        ["URLS"] = CompletionSource.FreeText,
        ["ACCOUNT"] = CompletionSource.FreeText,
        ["NAME=VALUE"] = CompletionSource.FreeText,
        ["[OPERATOR:]VALUE"] = CompletionSource.FreeText,
        ["'OPEN CLOSE'"] = CompletionSource.FreeText,
    };

    /// <summary>Attaches what an argument or option takes.</summary>
    /// <returns>The argument or option.</returns>
    public static TSymbol Completes<TSymbol>(this TSymbol symbol, CompletionSource source)
        where TSymbol : Symbol
    {
        var sources = Of(symbol);
        sources.Clear();
        sources.Add(source.Mark);
        return symbol;
    }

    /// <summary>What an argument or option takes; null if nothing says it, which a test rejects.</summary>
    public static CompletionSource? Find(Symbol symbol)
    {
        if (Of(symbol).Select(source => source.Target).OfType<CompletionSource>().FirstOrDefault() is { } attached)
        {
            return attached;
        }

        if (FixedWords(symbol) is { Length: > 0 } words)
        {
            return CompletionSource.OneOf(words);
        }

        var placeholder = symbol is Option option ? option.HelpName ?? "" : symbol.Name;
        return Placeholders.GetValueOrDefault(placeholder)
            ?? (placeholder.Contains('|', StringComparison.Ordinal)
                ? CompletionSource.OneOf(placeholder.Split('|').Where(word => word.All(char.IsAsciiLetterLower)))
                : null);
    }

    /// <summary>The words that the parser accepts, if it accepts only some.</summary>
    private static string[] FixedWords(Symbol symbol) =>
    [
        .. Of(symbol).SelectMany(source => source(CompletionContext.Empty))
            .Select(item => bool.TryParse(item.Label, out _) ? item.Label.ToLowerInvariant() : item.Label),
    ];

    private static List<Func<CompletionContext, IEnumerable<CompletionItem>>> Of(Symbol symbol) => symbol switch
    {
        Option option => option.CompletionSources,
        Argument argument => argument.CompletionSources,
        _ => throw new ArgumentException("Only arguments and options take words.", nameof(symbol)),
    };
}
