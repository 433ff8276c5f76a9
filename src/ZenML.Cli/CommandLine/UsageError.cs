using System.CommandLine;
using System.CommandLine.Parsing;
using ZenML.Cli.Commands;
using ZenML.Cli.Commands.Secrets;
using ZenML.Cli.Output;
using ZenML.Core.Errors;
using ZenML.Core.Text;

namespace ZenML.Cli.CommandLine;

/// <summary>Reports an invalid command line.</summary>
internal static class UsageError
{
    /// <summary>Whether a command line is invalid.</summary>
    /// <remarks>
    /// The parser takes an unknown option for the argument that is missing: <c>stack set --foo</c> would look for a stack of that name.
    /// </remarks>
    public static bool IsIn(ParseResult result) => result.Errors.Count > 0 || FindSwallowed(result).Count > 0;

    /// <summary>Writes what is wrong and how to get help.</summary>
    /// <returns>The exit code.</returns>
    public static int Report(ParseResult result, CliEnvironment environment)
    {
        var path = Path(result.CommandResult);
        var command = result.CommandResult.Command;
        environment.Error.WriteLine($"Usage: {UsageLine.Of(path, command)}");
        environment.Error.WriteLine($"Try '{path} --help' for help.");
        environment.Error.WriteLine();
        foreach (var message in Describe(result).Distinct())
        {
            environment.Error.WriteLine(MessagePrefix.Error(environment, message));
        }

        var known = command.Options.Where(option => !option.Hidden).Select(option => option.Name).ToArray();
        foreach (var token in result.UnmatchedTokens.Concat(FindSwallowed(result)).Where(token => token.StartsWith('-')))
        {
            if ((FindOfOthers(token, known) ?? NearestName.Find(token.Split('=')[0], known)) is { } nearest)
            {
                environment.Error.WriteLine($"Did you mean '{nearest}'?");
            }
        }

        return ExitCodes.Usage;
    }

    /// <summary>What options of other programs are here; null for others, and if the command does not have it.</summary>
    private static string? FindOfOthers(string token, string[] known)
    {
        var option = token.Split('=')[0] switch
        {
            "--json" => "--output json",
            "--yaml" => "--output yaml",
            "--format" => "--output",
            "--limit" or "--page-size" or "--per-page" or "--max" => "--size",
            _ => null,
        };
        return option is not null && known.Contains(option.Split(' ')[0]) ? option : null;
    }

    /// <summary>The arguments that look like options. After <c>--</c>, any text is an argument.</summary>
    private static List<string> FindSwallowed(ParseResult result)
    {
        if (result.CommandResult.Command is AttributeCommand)
        {
            // It takes everything with two dashes out of the command line and reports it itself.
            return [];
        }

        var literal = result.Tokens.SkipWhile(token => token.Type != TokenType.DoubleDash).Select(token => token.Value).ToHashSet();
        return
        [
            .. result.CommandResult.Children.OfType<ArgumentResult>().SelectMany(argument => argument.Tokens).Select(token => token.Value)
                .Where(text => text.Length > 2 && text.StartsWith("--", StringComparison.Ordinal) && !literal.Contains(text)),
        ];
    }

    /// <remarks>
    /// The parser's own messages can repeat what was typed, which could be a value, so they are replaced.
    /// </remarks>
    private static IEnumerable<string> Describe(ParseResult result)
    {
        var typed = result.Tokens.Where(token => token.Type == TokenType.Argument).Select(token => token.Value)
            .Concat(result.UnmatchedTokens).Where(text => text.Length > 0).ToArray();
        foreach (var error in result.Errors)
        {
            if (DescribeMissing(error.SymbolResult) is { } missing)
            {
                yield return missing;
                continue;
            }

            if (!typed.Any(text => error.Message.Contains(text, StringComparison.Ordinal)))
            {
                yield return error.Message;
                continue;
            }

            for (var symbol = error.SymbolResult; ; symbol = symbol.Parent)
            {
                if (symbol is OptionResult { Option: var option })
                {
                    yield return $"{option.Name} {Describe(option)}.";
                }
                else if (symbol is ArgumentResult { Argument: var argument } && symbol.Parent is not OptionResult)
                {
                    yield return $"{argument.Name} must be {Choices(argument.HelpName)}.";
                }
                else if (symbol is null or CommandResult)
                {
                    yield return DescribeLeftOver(result);
                }
                else
                {
                    continue;
                }

                break;
            }
        }

        if (FindSwallowed(result).Count > 0)
        {
            yield return DescribeLeftOver(result);
        }
    }

    private static string? DescribeMissing(SymbolResult? symbol) => symbol switch
    {
        OptionResult { Tokens.Count: 0, Implicit: true, Option: var option } => $"{option.Name} is required.",
        OptionResult { Tokens.Count: 0, Option: var option } when option.ValueType != typeof(bool) => $"{option.Name} requires a value.",
        ArgumentResult { Tokens.Count: 0, Parent: OptionResult option } => DescribeMissing(option),
        ArgumentResult { Tokens.Count: 0, Argument: var argument } => $"{argument.Name} is required.",
        _ => null,
    };

    private static string Describe(Option option) => option switch
    {
        _ when option.ValueType == typeof(bool) => "takes no value",
        _ when option.ValueType == typeof(int) => "must be a whole number",
        _ when option.ValueType == typeof(int?) => $"must be {CommonOptions.NumberOfVersions}",
        _ when option.ValueType == typeof(long?) => $"must be {CommonOptions.PositiveNumber}",
        { HelpName: { } name } when name.Contains('|', StringComparison.Ordinal) => $"must be {Choices(name)}",
        _ => $"takes {option.HelpName ?? "another value"}",
    };

    /// <summary>Writes words as <c>'a', 'b' or 'c'</c>.</summary>
    public static string Choices(IReadOnlyList<string> words) =>
        $"{string.Join(", ", words.SkipLast(1).Select(word => $"'{word}'"))} or '{words[^1]}'";

    private static string Choices(string? words) =>
        words?.Split('|') is { Length: > 1 } several ? Choices(several) : words ?? "";

    private static string DescribeLeftOver(ParseResult result)
    {
        string[] strangers = [.. FindSwallowed(result), .. result.UnmatchedTokens];
        var first = strangers[0];
        if (FindAlternative(result.CommandResult) is { } alternative && !first.StartsWith('-'))
        {
            var word = first.All(IsOfWords) ? first : null;
            var unknown = word is null ? "Unknown command." : MessageText.Of($"Unknown command '{word}'.");
            var choices = Choices([.. result.CommandResult.Command.Subcommands.Select(command => command.Name)]);
            return MessageText.Of($"{unknown:raw} Use {choices:raw}. {alternative(word):raw}");
        }

        if (result.CommandResult.Command.Subcommands.Count > 0 && !first.StartsWith('-') && first.All(IsOfWords))
        {
            return $"Unknown command '{first}'.{Suggest(first, result.CommandResult.Command)}";
        }

        var options = strangers.Select(token => token.Split('=')[0])
            .Where(name => name.StartsWith('-') && name.All(IsOfWords)).Distinct().ToArray();
        return options.FirstOrDefault(GeneralOptions.IsName) is { } early
            ? $"Write {early} before the command: zenml {early} ..."
            : options.Length > 0
            ? $"Unknown option: {string.Join(", ", options)}."
            : "Too many arguments. They are not shown, because they could be values.";
    }

    /// <summary>What a word that is no command of a group could mean.</summary>
    private static Func<string?, string>? FindAlternative(CommandResult group) =>
        group is { Parent: CommandResult { Command: RootCommand }, Command: { Subcommands.Count: > 0, Name: var name } }
            ? Catalog.Nouns.FirstOrDefault(noun => noun.Name == name)?.Alternative
            : null;

    private static string Suggest(string word, Command group)
    {
        string[] names = [.. group.Subcommands.Select(command => command.Name)];
        var meant = CommandSynonyms.Find(word, group is RootCommand ? [.. names, .. CommandSynonyms.InGroups] : names);
        if (meant.Count == 0 && group is RootCommand)
        {
            // Secrets are what this command is mostly about.
            var noun = SecretNoun.Noun;
            string[] verbs = [.. noun.Verbs.Select(verb => verb.Name)];
            meant = [.. (verbs.Contains(word) ? [word] : CommandSynonyms.Find(word, verbs)).Select(verb => $"{noun.Name} {verb}")];
        }

        return meant.Count == 0 ? "" : $" Did you mean {string.Join(" or ", meant.Select(command => $"'{command}'"))}?";
    }

    private static bool IsOfWords(char character) => char.IsAsciiLetter(character) || character is '-' or '_';

    private static string Path(CommandResult result)
    {
        var words = new List<string>();
        for (SymbolResult? current = result; current is not null; current = current.Parent)
        {
            if (current is CommandResult command)
            {
                words.Insert(0, command.Command is RootCommand ? "zenml" : command.Command.Name);
            }
        }

        return string.Join(' ', words);
    }
}
