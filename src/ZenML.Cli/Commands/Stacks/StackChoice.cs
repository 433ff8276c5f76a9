using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Completion;
using ZenML.Core.Errors;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Stacks;

namespace ZenML.Cli.Commands.Stacks;

/// <summary>The stack that a command applies to: the given one or the active one.</summary>
internal static class StackChoice
{
    /// <summary>An optional name.</summary>
    public static Argument<string?> Argument(CliContext context, bool changes = false)
    {
        var argument = CommonArguments.Optional("STACK", "the active stack", changes);
        argument.Completes(Names.Stacks);
        return argument;
    }

    /// <summary>Finds the stack.</summary>
    /// <exception cref="ZenException">There is none; the active stack or workspace no longer exists.</exception>
    public static Task<Stack> FindAsync(CliContext context, string? name, LookupMode mode, CancellationToken cancellationToken) =>
        name is null
            ? context.Client.Stacks.GetActiveAsync(cancellationToken)
            : context.Client.Stacks.GetAsync(name, mode, cancellationToken);
}
