using ZenML.Cli.CommandLine;
using ZenML.Cli.Completion.Shells;
using ZenML.Core.Errors;

namespace ZenML.Cli.Completion;

/// <summary>
/// What the scripts of shells call: <c>zenml __complete SHELL</c>, with the command line up to the cursor in an environment variable.
/// Other users of the machine could read arguments, and a line can contain a value.
/// </summary>
internal static class CompletionProtocol
{
    /// <summary>The word that calls it.</summary>
    public const string Word = "__complete";

    /// <summary>The variable with the command line up to the cursor.</summary>
    public const string LineVariable = "ZENML_COMPLETE_LINE";

    /// <summary>The variable with the characters at which bash breaks words.</summary>
    public const string BreaksVariable = "ZENML_COMPLETE_BREAKS";

    /// <summary>Writes what the word at the cursor can become. Never fails: a person who presses Tab has no use for an error.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(CliContext context, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        if (arguments is not [var name, ..] || Shell.Find(name) is not { } shell
            || context.Environment.Variable(LineVariable) is not { } text)
        {
            return ExitCodes.Usage;
        }

        var line = ShellLineReader.Read(shell.Syntax, text);
        var breaks = context.Environment.Variable(BreaksVariable) ?? "";
        foreach (var answered in shell.Write(await AnswerAsync(context, line, cancellationToken), line.Current, breaks))
        {
            await context.Environment.Out.WriteAsync($"{answered}\n".AsMemory(), cancellationToken);
        }

        await context.Environment.Out.FlushAsync(cancellationToken);
        return ExitCodes.Success;
    }

    private static async Task<CompletionAnswer> AnswerAsync(CliContext context, ShellLine line, CancellationToken cancellationToken)
    {
        if (!line.IsOfCommand)
        {
            return CompletionAnswer.None;
        }

        if (line.IsRedirection)
        {
            return new CompletionAnswer.Files("");
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(context.Environment.CompletionLimit);
        try
        {
            // What waits for a lock may not see the limit.
            return await Task.Run(() => FindAsync(context, line, limit.Token), limit.Token)
                .WaitAsync(2 * context.Environment.CompletionLimit, cancellationToken);
        }
        catch (Exception exception) when (exception is not (OutOfMemoryException or StackOverflowException))
        {
            if (exception is not (ZenException or OperationCanceledException)
                && context.Environment.Variable(GeneralOptions.DebugVariable) == "1")
            {
                throw;
            }

            return CompletionAnswer.None;
        }
    }

    private static async Task<CompletionAnswer> FindAsync(CliContext context, ShellLine line, CancellationToken cancellationToken)
    {
        var words = CommandWords.Normalize(line.Words, line.Current.Text);
        var typed = TypedCommand.Read(new CommandTree(context, words).Build(), words);
        await using var store = new CompletionStore(context);
        return await new Completer(typed, store).AnswerAsync(line.Current.Text, cancellationToken);
    }
}
