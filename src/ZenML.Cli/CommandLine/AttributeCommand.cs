using System.CommandLine;
using ZenML.Cli.Commands;
using ZenML.Cli.Completion;
using ZenML.Core.Errors;

namespace ZenML.Cli.CommandLine;

/// <summary>
/// A command that accepts any <c>--key=value</c> attribute, except its own options and <c>--help</c>.
/// </summary>
internal abstract class AttributeCommand : BaseCommand
{
    private readonly Argument<string[]> leftOver;
    private readonly HashSet<Option> apart = [];
    private FreeAttributes attributes = new([], []);

    /// <summary>Names and describes the command.</summary>
    protected AttributeCommand(CliContext context, string name, string description)
        : base(context, name, description)
    {
        // Attributes never reach the parser. This argument documents them in help, and collects everything else, so
        // that no message of the parser repeats it.
        leftOver = new Argument<string[]>("--KEY=VALUE")
        {
            Description = "A key and its value, as a single argument. @path reads the value from a file, @- reads it "
                + "from standard input. Can be repeated.",
            Arity = ArgumentArity.ZeroOrMore,
        }.Completes(CompletionSource.FreeText);
    }

    /// <summary>The names that attributes can have, without dashes, as far as they are known.</summary>
    public CompletionSource AttributeNames { get; private set; } = CompletionSource.FreeText;

    /// <summary>What the value of an attribute can be.</summary>
    public CompletionSource AttributeValues { get; private set; } = CompletionSource.TextOrFile;

    /// <summary>Whether an option is one only as a word of its own.</summary>
    public bool IsApart(Option option) => apart.Contains(option);

    /// <summary>Adds the attributes. Call it after adding the command's own arguments.</summary>
    /// <param name="names">The names that they can have, as far as they are known; null for any.</param>
    /// <param name="values">What their values can be; null for text or a file.</param>
    protected void AddAttributes(CompletionSource? names = null, CompletionSource? values = null)
    {
        AttributeNames = names ?? AttributeNames;
        AttributeValues = values ?? AttributeValues;
        Arguments.Add(leftOver);
        Options.Add(new Option<string[]>(FreeAttributes.KeyValueOption)
        {
            Description = "A key and its value, for keys that --KEY=VALUE cannot express, such as 'help' or a key "
                + "with spaces. Can be repeated.",
            HelpName = "KEY=VALUE",
        }.Completes(CompletionSource.FreeText));
    }

    /// <summary>
    /// <c>--trim</c>, for commands that define it with <see cref="DefineApart"/>. Without it, the warning of a line break names other ways.
    /// </summary>
    protected Option<bool> Trim { get; } = new("--trim")
    {
        Description = "Remove one line break from the end of each value that is read with @path or @-.",
    };

    /// <summary>Whether to remove a final line break from values that are read; null if the command has no such option.</summary>
    protected bool? Trims(ParseResult result) => Options.Contains(Trim) ? result.GetValue(Trim) : null;

    /// <summary>
    /// Adds options that hide no key: they are options only as a word of their own, and <c>--NAME=VALUE</c> in one piece stays a key. For
    /// all options that are new to a command.
    /// </summary>
    protected void DefineApart(params ReadOnlySpan<Option> options)
    {
        foreach (var option in options)
        {
            apart.Add(option);
            Options.Add(option);
        }
    }

    /// <summary>
    /// Whether a key was given with <see cref="FreeAttributes.KeyValueOption"/>, so that it needs no warning.
    /// </summary>
    protected bool IsExplicit(string key) => attributes.Explicit.Contains(key);

    /// <summary>Takes the attributes out of a command line.</summary>
    /// <param name="arguments">The whole command line.</param>
    /// <param name="commandWords">The number of words that name this command.</param>
    /// <returns>The rest, for the parser.</returns>
    public IReadOnlyList<string> TakeAttributes(IReadOnlyList<string> arguments, int commandWords)
    {
        string[] reserved = ["--help", .. Names(Options.Where(option => !apart.Contains(option)))];
        attributes = FreeAttributes.Extract(arguments.Skip(commandWords), reserved, out var rest, [.. Names(apart)], Hints);
        return [.. arguments.Take(commandWords), .. rest];
    }

    private OptionHints Hints => new(Options, apart);

    private static IEnumerable<string> Names(IEnumerable<Option> options) =>
        options.SelectMany(option => option.Aliases.Append(option.Name));

    /// <summary>The attributes, with <c>@file</c> expanded.</summary>
    /// <exception cref="UsageException">An argument is not an attribute. The message can contain keys, never values.</exception>
    /// <exception cref="ZenException"><see cref="ErrorCode.InvalidArgument"/>: the same, only for keys that cannot be given so.</exception>
    protected IReadOnlyList<KeyValuePair<string, string>> RequireAttributes(ParseResult result)
    {
        var mistakes = attributes.Mistakes.ToList();
        if (result.GetValue(leftOver) is { } strangers && strangers.Length > attributes.WithoutValue)
        {
            mistakes.Add("Some arguments are neither options nor attributes. They are not shown, because they could be "
                + "values. Write each attribute as --KEY=VALUE, without spaces around '='.");
        }

        mistakes.AddRange(attributes.Attributes
            .GroupBy(attribute => attribute.Key, StringComparer.Ordinal)
            .Where(group => group.Count() > 1)
            .Select(group => MessageText.Of($"'{group.Key}' is given more than once.")));
        if (mistakes.Count > 0)
        {
            // A key that cannot be is bad input, like a secret that cannot be; the rest is a wrong command line.
            var text = string.Join(Environment.NewLine, mistakes);
            throw mistakes.Count == attributes.UnusableKeys
                ? new ZenException(ErrorCode.InvalidArgument, text)
                : new UsageException(text);
        }

        foreach (var (key, _) in attributes.Attributes.Where(attribute => !IsExplicit(attribute.Key)))
        {
            SayWhatKeySets(key);
        }

        return
        [
            .. attributes.Attributes.Select(attribute =>
                KeyValuePair.Create(attribute.Key, Context.ReadValue(attribute.Key, attribute.Value, Trims(result)))),
        ];
    }

    /// <summary>Says how to give the option that a key is named like, or nearly like.</summary>
    private void SayWhatKeySets(string key)
    {
        if (Hints.FindApart($"--{key}") is { } same)
        {
            Context.Writer.Warn($"'--{key}=VALUE' in one piece sets a key called '{key}'. {OptionHints.HowToWrite(same):raw}");
        }
        else if (Hints.FindNegation($"--{key}") is { } negation)
        {
            Context.Writer.Warn($"This sets a key called '{key}'. {OptionHints.HowToWrite(negation):raw}");
        }
        else if (Options.FirstOrDefault(option => !option.Hidden && !(apart.Contains(option) && option.ValueType == typeof(bool))
            && IsOneLetterAway(key, option.Name[2..])) is { } near)
        {
            // A flag takes no value, so it was not meant.
            var remedy = apart.Contains(near) ? OptionHints.HowToWrite(near) : MessageText.Of($"Did you mean {near.Name}?");
            Context.Writer.Warn($"This sets a key called '{key}'. {remedy:raw}");
        }
    }

    /// <summary>Whether a value was read from a file or from standard input, so that an empty one was probably not meant.</summary>
    protected bool IsRead(string key) =>
        attributes.Attributes.Any(attribute => attribute.Key == key && attribute.Value is ['@', not '@', ..]);

    /// <remarks>
    /// Differs in case or by one letter: changed, missing, added, or swapped with its neighbor.
    /// </remarks>
    private static bool IsOneLetterAway(string key, string option)
    {
        key = key.ToLowerInvariant();
        var start = key.AsSpan().CommonPrefixLength(option);
        ReadOnlySpan<char> typed = key.AsSpan(start), meant = option.AsSpan(start);
        return (typed.IsEmpty && meant.IsEmpty)
            || (!typed.IsEmpty && typed[1..].SequenceEqual(meant))
            || (!meant.IsEmpty && meant[1..].SequenceEqual(typed))
            || (!typed.IsEmpty && !meant.IsEmpty && typed[1..].SequenceEqual(meant[1..]))
            || (typed.Length > 1 && meant.Length > 1 && typed[0] == meant[1] && typed[1] == meant[0]
                && typed[2..].SequenceEqual(meant[2..]));
    }
}
