using ZenML.Core.Errors;
using ZenML.Platform.Processes;

namespace ZenML.Cli.Commands.Delivery;

/// <summary>Runs a command with the values that it gets.</summary>
/// <param name="context">What every command is given.</param>
/// <param name="words">The command and its arguments.</param>
/// <param name="masks">Whether its output is masked.</param>
internal sealed class CommandRun(CliContext context, IReadOnlyList<string> words, bool masks)
{
    private const int NotFound = 127;
    private const int NotExecutable = 126;

    /// <summary>How long a command has to exit before a restart kills it.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    /// <summary>Runs the command once.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> RunAsync(Delivery delivery)
    {
        try
        {
            using var run = masks ? Start(delivery) : context.Environment.StartDirectly(Make(delivery));
            return await run.Completion;
        }
        catch (StartException exception)
        {
            return Explain(exception);
        }
    }

    /// <summary>Runs the command, and again whenever it would get other values. Returns once it exits by itself.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> RunAsync(Delivery delivery, ValueWatch watch, CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                using var run = Start(delivery);
                using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
                var change = watch.WaitForChangeAsync(delivery, stop.Token);
                await Task.WhenAny(run.Completion, change);
                if (run.Completion.IsCompleted)
                {
                    await stop.CancelAsync();
                    await change.ContinueWith(
                        static ended => ended.Exception, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
                    return await run.Completion;
                }

                delivery = await change;
                run.RequestStop();
                if (await Task.WhenAny(run.Completion, Task.Delay(Grace, CancellationToken.None)) != run.Completion)
                {
                    run.ForceStop();
                }

                await run.Completion;
                context.Writer.Say("A value changed. Restarting the command.");
            }
        }
        catch (StartException exception)
        {
            return Explain(exception);
        }
    }

    private IProgramRun Start(Delivery delivery) =>
        context.Environment.StartProgram(Make(delivery), masks ? MaskedOutput.Of(delivery.Values) : null);

    private ChildCommand Make(Delivery delivery) => new(
        ProgramSearch.Find(words[0], delivery.Environment.GetValueOrDefault("PATH"), context.Environment.WorkingDirectory),
        words,
        delivery.Environment);

    /// <remarks>The exit codes of shells.</remarks>
    private int Explain(StartException exception)
    {
        context.Writer.Error(exception.Failure switch
        {
            StartFailure.NotFound => MessageText.Of($"The command '{words[0]}' was not found."),
            StartFailure.TooLarge => "The values and arguments are larger than the system allows for a process. Use zenml inject instead.",
            _ => MessageText.Of($"The command '{words[0]}' cannot be executed."),
        });
        return exception.Failure == StartFailure.NotFound ? NotFound : NotExecutable;
    }
}
