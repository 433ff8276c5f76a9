using System.CommandLine;
using System.CommandLine.Help;
using System.Globalization;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Completion;
using ZenML.Cli.Output;
using ZenML.Client;
using ZenML.Core.Errors;

namespace ZenML.Cli;

/// <summary>
/// The executable without its process: parses a command line, runs the command and reports the outcome.
/// </summary>
internal static class ZenApplication
{
    /// <summary>
    /// Response files off: a value may begin with an at sign. Bundling off: some short options have two letters.
    /// </summary>
    private static readonly ParserConfiguration Parsing = new()
    {
        ResponseFileTokenReplacer = null,
        EnablePosixBundling = false,
    };

    /// <summary>Runs a command line.</summary>
    /// <returns>The exit code; see <see cref="ExitCodes"/>.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, CliEnvironment environment, CancellationToken cancellationToken)
    {
        var general = GeneralOptions.Take(arguments);
        environment = environment with
        {
            ColorsOutput = ColorChoice.Decide(general.Color, environment.OutputWidth is not null, environment.Variable),
            ColorsMessages = ColorChoice.Decide(general.Color, environment.ErrorIsTerminal, environment.Variable),
        };
        await using var context = new CliContext(environment);
        var showsTraces = general.ShowsTraces || environment.Variable(GeneralOptions.DebugVariable) == "1";
        try
        {
            if (general.Mistake is { } mistake)
            {
                context.Writer.Error(mistake);
                return ExitCodes.Usage;
            }

            if (ArgumentEncoding.FindDamaged(arguments, environment.RawArguments) is { } place)
            {
                context.Writer.Error(string.Create(CultureInfo.InvariantCulture, $"Argument {place} is not valid "
                    + $"UTF-8. Encode binary data first, for example with base64, and pass it in a file."));
                return ExitCodes.Usage;
            }

            arguments = general.Rest;
            if (arguments is [CompletionProtocol.Word, ..])
            {
                return await CompletionProtocol.RunAsync(context, [.. arguments.Skip(1)], cancellationToken);
            }

            arguments = CommandWords.Normalize(arguments);
            var tree = new CommandTree(context, arguments);
            var root = tree.Build();
            var words = tree.Typed is AttributeCommand typed
                ? typed.TakeAttributes(arguments, tree.TypedWords)
                : OptionSpelling.WithHyphens(arguments, tree.Typed);
            var result = root.Parse(words, Parsing);
            var exitCode = UsageError.IsIn(result)
                ? UsageError.Report(result, environment)
                : result is { CommandResult.Command: RootCommand, Action: HelpAction }
                ? RootHelp.Write(root, environment.Out)
                : await result.InvokeAsync(
                    new InvocationConfiguration
                    {
                        Output = environment.Out,
                        Error = environment.Error,
                        EnableDefaultExceptionHandler = false,
                        ProcessTerminationTimeout = null,
                    },
                    cancellationToken);
            await environment.Out.FlushAsync(cancellationToken);
            return exitCode;
        }
        catch (UsageException exception)
        {
            context.Writer.Error(exception.Message);
            return ExitCodes.Usage;
        }
        catch (ZenException exception)
        {
            context.Writer.Error(exception.Message);
            if (exception.Code == ErrorCode.NotFound && context.IsUnselectedInCi())
            {
                context.Writer.Say("This is the local store of this machine: no server is selected. To use one, set "
                    + $"{ZenClientOptions.ServerVariable}. So that a job never uses the local store, set "
                    + $"{ZenClientOptions.RequireServerVariable}=true");
            }

            Trace(exception);
            return ExitCodes.Of(exception.Code);
        }
        catch (OperationCanceledException)
        {
            context.Writer.Error("Interrupted.");
            return ExitCodes.Interrupted;
        }
        catch (OutputException exception)
        {
            context.Writer.Error(exception.Message);
            return ExitCodes.Failure;
        }
        catch (Exception exception) when (exception is not (OutOfMemoryException or StackOverflowException))
        {
            // The message of an unexpected exception can contain anything, so only its type is shown.
            context.Writer.Error($"Unexpected error ({exception.GetType().Name}). To see the stack trace, run 'zenml --debug ...'.");
            Trace(exception);
            return ExitCodes.Failure;
        }

        void Trace(Exception exception)
        {
            if (showsTraces)
            {
                environment.Error.WriteLine(exception.StackTrace);
            }
        }
    }
}
