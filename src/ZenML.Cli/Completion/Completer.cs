using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Core.Errors;
using ZenML.Core.Text;

namespace ZenML.Cli.Completion;

/// <summary>Finds what the word at the cursor can become.</summary>
internal sealed class Completer(TypedCommand typed, CompletionStore store)
{
    private const int LongestDescription = 80;

    /// <summary>Completes a word.</summary>
    /// <param name="word">The word up to the cursor, unquoted.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<CompletionAnswer> AnswerAsync(string word, CancellationToken cancellationToken)
    {
        if (typed.Pending is { } pending)
        {
            return await ValueAsync(pending, word, cancellationToken);
        }

        if (typed.Separator is null && word is ['-', ..])
        {
            return word.IndexOf('=', StringComparison.Ordinal) is > 0 and var equals
                ? await ValueInWordAsync(word, equals, cancellationToken)
                : new CompletionAnswer.Words([.. OptionNames(word), .. await AttributesAsync(word, cancellationToken)]);
        }

        if (typed.Command.Subcommands.Count > 0)
        {
            return typed.Arguments.Count > 0 ? CompletionAnswer.None : new CompletionAnswer.Words([.. Commands(word)]);
        }

        var argument = typed.NextArgument();
        var answer = await AnswerAsync(
            argument is null ? null : CompletionSources.Find(argument), word, attribute: null, cancellationToken);
        if (argument?.Arity.MaximumNumberOfValues > 1)
        {
            answer = Without(typed.Arguments, answer);
        }

        return answer is CompletionAnswer.Words { Candidates.Count: 0 } && argument is null && word.Length == 0 && typed.Separator is null
            ? new CompletionAnswer.Words([.. OptionNames(word)])
            : answer;
    }

    /// <summary>The text of a description without its examples, on one line.</summary>
    private static string? Shorten(string? description)
    {
        if (description is null or "")
        {
            return null;
        }

        var end = description.AsSpan().IndexOfAny('\r', '\n');
        var sentence = description.IndexOf(". ", StringComparison.Ordinal);
        var line = description[..Math.Min(end < 0 ? description.Length : end, sentence < 0 ? description.Length : sentence + 1)];
        return VisibleText.Escape(line.Length > LongestDescription ? $"{line[..(LongestDescription - 3)].TrimEnd()}..." : line);
    }

    /// <remarks>As with options, a second name is offered only to those who are typing it.</remarks>
    private IEnumerable<Candidate> Commands(string word)
    {
        foreach (var command in typed.Command.Subcommands.Where(command => !command.Hidden))
        {
            yield return new Candidate(command.Name, Shorten(command.Description));
            if (word.Length > 0 && CommandAliases.Find(command.Name) is { } alias && alias.StartsWith(word, StringComparison.Ordinal)
                && !command.Name.StartsWith(word, StringComparison.Ordinal))
            {
                yield return new Candidate(alias, Shorten(command.Description));
            }
        }
    }

    private IEnumerable<Candidate> OptionNames(string word)
    {
        foreach (var option in typed.Options.Where(option => option.Arity.MaximumNumberOfValues > 1 || !typed.Has(option)))
        {
            var description = Shorten(option.Description);
            yield return new Candidate(option.Name, description);

            // An alias is offered only to those who are typing it: all of them would fill the screen.
            foreach (var alias in option.Aliases.Where(alias => IsTyped(alias, option.Name, word)))
            {
                yield return new Candidate(alias, description);
            }
        }
    }

    private static bool IsTyped(string alias, string name, string word) => alias.StartsWith("--", StringComparison.Ordinal)
        ? word.Length > 2 && alias.StartsWith(word, StringComparison.Ordinal) && !name.StartsWith(word, StringComparison.Ordinal)
        : word.Length > 0 && !word.StartsWith("--", StringComparison.Ordinal);

    private async Task<IEnumerable<Candidate>> AttributesAsync(string word, CancellationToken cancellationToken)
    {
        if (typed.Command is not AttributeCommand command || !word.StartsWith("--", StringComparison.Ordinal))
        {
            return [];
        }

        try
        {
            return await AnswerAsync(command.AttributeNames, word[2..], attribute: null, cancellationToken) is CompletionAnswer.Words names
                ? names.Candidates.Where(name => FreeAttributes.IsIdentifier(name.Text) && !typed.Attributes.Contains(name.Text))
                    .Select(name => name with { Text = $"--{name.Text}=", IsWhole = false })
                : [];
        }
        catch (Exception exception) when (exception is ZenException or OperationCanceledException)
        {
            // Options need no store.
            return [];
        }
    }

    private async Task<CompletionAnswer> ValueInWordAsync(string word, int equals, CancellationToken cancellationToken)
    {
        var (name, value) = (word[..equals], word[(equals + 1)..]);
        var answer = typed.FindOption(name, hasValue: true) is { } option ? await ValueAsync(option, value, cancellationToken)
            : typed.Command is AttributeCommand command && equals > 2
                ? await AnswerAsync(command.AttributeValues, value, name[2..], cancellationToken)
            : CompletionAnswer.None;
        return answer.After(word[..(equals + 1)]);
    }

    private async Task<CompletionAnswer> ValueAsync(Option option, string word, CancellationToken cancellationToken) => Without(
        typed.ValuesOf(option), await AnswerAsync(CompletionSources.Find(option), word, attribute: null, cancellationToken));

    /// <summary>Leaves out what was given already: nobody deletes a secret twice.</summary>
    private static CompletionAnswer Without(IEnumerable<string> given, CompletionAnswer answer) => answer is CompletionAnswer.Words words
        ? words with { Candidates = [.. words.Candidates.ExceptBy(given, candidate => candidate.Text, StringComparer.Ordinal)] }
        : answer;

    private async Task<CompletionAnswer> AnswerAsync(
        CompletionSource? source, string word, string? attribute, CancellationToken cancellationToken)
    {
        if (source is null)
        {
            return CompletionAnswer.None;
        }

        var answer = await source.AnswerAsync(new CompletionRequest(typed, word, attribute, store), cancellationToken);
        return answer is CompletionAnswer.Words words
            ? words with { Candidates = [.. words.Candidates.Where(CanBeTyped).Select(Clean).DistinctBy(candidate => candidate.Text)] }
            : answer;
    }

    /// <remarks>
    /// On a server, other people choose names. One with a hidden character cannot be told from another, and could control the terminal.
    /// One that begins with a dash would be an option.
    /// </remarks>
    private bool CanBeTyped(Candidate candidate) => candidate.Text.Length > 0 && !VisibleText.HasHidden(candidate.Text)
        && (typed.Separator is not null || candidate.Text == "--" || candidate.Text[0] != '-');

    private static Candidate Clean(Candidate candidate) => candidate with { Description = Shorten(candidate.Description) };
}
