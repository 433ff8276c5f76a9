using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Core.Lookups;
using ZenML.Core.Stacks;

namespace ZenML.Cli.Commands.Stacks;

/// <summary>The stack that a command is about: the one that was named, or the active one.</summary>
internal static class StackChoice
{
    /// <summary>An optional name.</summary>
    public static Argument<string?> Argument(CliContext context)
    {
        var argument = new Argument<string?>("STACK") { Description = "A name, an id or the beginning of one. Without it, the active stack.", Arity = ArgumentArity.ZeroOrOne };
        argument.SuggestStacks(context);
        return argument;
    }

    /// <summary>Finds the stack. To change it, <paramref name="mode"/> is <see cref="LookupMode.Changing"/>: then the active workspace must still be there.</summary>
    public static async Task<Stack> FindAsync(CliContext context, string? name, LookupMode mode, CancellationToken cancellationToken)
    {
        if (name is not null)
        {
            return await context.Client.Stacks.GetAsync(name, mode, cancellationToken);
        }

        var active = await context.Client.Stacks.GetActiveAsync(cancellationToken);
        return mode == LookupMode.Changing ? await context.Client.Stacks.GetAsync(active.Id.ToString(), mode, cancellationToken) : active;
    }
}
