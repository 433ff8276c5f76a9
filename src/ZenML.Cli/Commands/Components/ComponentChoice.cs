using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Completion;
using ZenML.Core.Errors;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Stacks.Components;

namespace ZenML.Cli.Commands.Components;

/// <summary>The component that a command applies to: the given one or that of the active stack.</summary>
internal static class ComponentChoice
{
    /// <summary>An optional name.</summary>
    public static Argument<string?> Argument(CliContext context, ComponentType type, bool changes = false)
    {
        var argument = CommonArguments.Optional("NAME", $"the {type.Words()} of the active stack", changes);
        argument.Completes(Names.Components(type));
        return argument;
    }

    /// <summary>Finds the component.</summary>
    /// <exception cref="ZenException">There is none; the active stack or workspace no longer exists.</exception>
    public static async Task<Component> FindAsync(
        CliContext context, ComponentType type, string? name, LookupMode mode, CancellationToken cancellationToken)
    {
        if (name is not null)
        {
            return await context.Client.Components.GetAsync(type, name, mode, cancellationToken);
        }

        var stack = await context.Client.Stacks.GetActiveAsync(cancellationToken);
        return stack.Find(type)
            ?? throw new ZenException(
                ErrorCode.NotFound,
                $"The active stack '{stack.Name}' has no {type.Words()}. Name one; to list them: zenml {type.CommandName()} list");
    }
}
