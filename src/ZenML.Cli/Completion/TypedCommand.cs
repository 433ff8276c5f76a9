using System.CommandLine;
using ZenML.Cli.CommandLine;

namespace ZenML.Cli.Completion;

/// <summary>What was typed before the word to complete. Unlike the parser, this accepts a command line that is not finished.</summary>
internal sealed class TypedCommand
{
    private readonly List<string> arguments = [];
    private readonly List<(Option Option, string Value)> given = [];
    private readonly HashSet<string> attributes = new(StringComparer.Ordinal);

    private TypedCommand(Command root) => Command = root;

    /// <summary>The command, or the group in which a command is to be chosen.</summary>
    public Command Command { get; private set; }

    /// <summary>The words that are neither commands nor options, in order.</summary>
    public IReadOnlyList<string> Arguments => arguments;

    /// <summary>The keys of <c>--KEY=VALUE</c>.</summary>
    public IReadOnlySet<string> Attributes => attributes;

    /// <summary>The option whose value is the word to complete; null if it is not the value of one.</summary>
    public Option? Pending { get; private set; }

    /// <summary>The position of <c>--</c> among the words, after which nothing is an option; null if there is none.</summary>
    public int? Separator { get; private set; }

    /// <summary>The options that the command accepts, without hidden ones.</summary>
    public IEnumerable<Option> Options => Inherited(Command).Where(option => !option.Hidden);

    /// <summary>Reads words.</summary>
    /// <param name="root">The tree of commands, built for these words.</param>
    /// <param name="words">The words after <c>zenml</c>.</param>
    public static TypedCommand Read(Command root, IReadOnlyList<string> words)
    {
        var typed = new TypedCommand(root);
        for (var place = 0; place < words.Count; place++)
        {
            typed.Add(words[place], place);
        }

        return typed;
    }

    /// <summary>Whether an option was given.</summary>
    public bool Has(Option option) => given.Any(pair => pair.Option == option);

    /// <summary>The values of an option.</summary>
    public IEnumerable<string> ValuesOf(Option option) => given.Where(pair => pair.Option == option).Select(pair => pair.Value);

    /// <summary>The value of an option; null if it was not given.</summary>
    /// <param name="name">The name, not an alias.</param>
    public string? ValueOf(string name) => given.LastOrDefault(pair => pair.Option.Name == name).Value;

    /// <summary>The argument that the next word is; null if there are enough.</summary>
    public Argument? NextArgument()
    {
        var left = arguments.Count;
        foreach (var argument in Command.Arguments)
        {
            // The other words of such a command are attributes.
            if (argument is { Hidden: false } && !argument.Name.StartsWith('-'))
            {
                if (left < argument.Arity.MaximumNumberOfValues)
                {
                    return argument;
                }

                left -= argument.Arity.MaximumNumberOfValues;
            }
        }

        return null;
    }

    /// <summary>Finds an option of the command by its name or an alias.</summary>
    /// <param name="name">The name with its dashes.</param>
    /// <param name="hasValue">Whether <c>=VALUE</c> follows in the same word, so that it could be an attribute.</param>
    public Option? FindOption(string name, bool hasValue) => Inherited(Command).FirstOrDefault(option =>
        (option.Name == OptionSpelling.WithHyphens(name, Command) || option.Aliases.Contains(name))
        && !(hasValue && Command is AttributeCommand command && command.IsApart(option)));

    /// <summary>Whether an option takes a value as its next word.</summary>
    public static bool TakesValue(Option option) => option.ValueType != typeof(bool) && option.Arity.MaximumNumberOfValues > 0;

    private static IEnumerable<Option> Inherited(Command command) => command.Options.Concat(
        command.Parents.OfType<Command>().SelectMany(parent => Inherited(parent).Where(option => option.Recursive)));

    private void Add(string word, int place)
    {
        if (Pending is { } option)
        {
            given.Add((option, word));
            Pending = null;
        }
        else if (Separator is not null || word is not ['-', _, ..])
        {
            AddArgument(word);
        }
        else if (word == "--")
        {
            Separator = place;
        }
        else
        {
            AddOption(word);
        }
    }

    private void AddArgument(string word)
    {
        var child = Separator is null && arguments.Count == 0
            ? Command.Subcommands.FirstOrDefault(child => child.Name == word || child.Aliases.Contains(word))
            : null;
        if (child is null)
        {
            arguments.Add(word);
        }
        else
        {
            Command = child;
        }
    }

    private void AddOption(string word)
    {
        var equals = word.IndexOf('=', StringComparison.Ordinal);
        var name = equals < 0 ? word : word[..equals];
        if (FindOption(name, hasValue: equals >= 0) is not { } option)
        {
            if (equals > 2)
            {
                attributes.Add(name[2..]);
            }
        }
        else if (equals >= 0 || !TakesValue(option))
        {
            given.Add((option, equals < 0 ? "" : word[(equals + 1)..]));
        }
        else
        {
            Pending = option;
        }
    }
}
