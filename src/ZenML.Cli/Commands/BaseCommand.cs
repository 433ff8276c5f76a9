using System.CommandLine;
using ZenML.Cli.Commands.Doctor;

namespace ZenML.Cli.Commands;

/// <summary>
/// A command: its constructor defines arguments and options, <see cref="ExecuteAsync"/> runs it. Constructors run for
/// help and completion too, so they open nothing and read nothing.
/// </summary>
internal abstract class BaseCommand : Command
{
    /// <summary>Names and describes the command.</summary>
    protected BaseCommand(CliContext context, string name, string description)
        : base(name, description)
    {
        Context = context;
        SetAction(RunAsync);
    }

    /// <summary>What every command is given.</summary>
    protected CliContext Context { get; }

    /// <summary>Whether to warn of environment variables that have no effect because of a typo.</summary>
    protected virtual bool WarnsOfVariables => true;

    /// <summary>Adds arguments and options in the order in which help lists them.</summary>
    protected void Define(params ReadOnlySpan<Symbol> symbols)
    {
        foreach (var symbol in symbols)
        {
            if (symbol is Argument argument)
            {
                Arguments.Add(argument);
            }
            else
            {
                Options.Add((Option)symbol);
            }
        }
    }

    /// <summary>Runs the command.</summary>
    /// <returns>The exit code; see <see cref="ExitCodes"/>.</returns>
    protected abstract Task<int> ExecuteAsync(ParseResult result, CancellationToken cancellationToken);

    private Task<int> RunAsync(ParseResult result, CancellationToken cancellationToken)
    {
        if (WarnsOfVariables)
        {
            VariableNames.Warn(Context.Environment.NamesOfVariables(VariableNames.Prefix), Context.Writer.Warn);
        }

        return ExecuteAsync(result, cancellationToken);
    }
}
