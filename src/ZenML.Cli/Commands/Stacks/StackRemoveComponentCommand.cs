using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Core.Errors;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Stacks;
using ZenML.Core.Stacks.Components;

namespace ZenML.Cli.Commands.Stacks;

/// <summary><c>zenml stack remove-component</c>.</summary>
internal sealed class StackRemoveComponentCommand : BaseCommand
{
    private readonly Argument<string?> name;
    private readonly IReadOnlyList<(ComponentType Type, Option<bool> Flag)> flags;

    public StackRemoveComponentCommand(CliContext context)
        : base(context, "remove-component", Example.Of(
            "Remove components from a stack. They stay registered.",
            "zenml stack remove-component tracked --experiment-tracker"))
    {
        name = StackChoice.Argument(context, changes: true);
        Define(name);
        flags = StackComponentOptions.AddFlags(this);
    }

    protected override async Task<int> ExecuteAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var stack = await StackChoice.FindAsync(Context, result.GetValue(name), LookupMode.Changing, cancellationToken);
        var types = flags.Where(entry => result.GetValue(entry.Flag)).Select(entry => entry.Type).ToArray();
        if (types.Length == 0)
        {
            throw new ZenException(
                ErrorCode.InvalidArgument,
                "Name a component to remove, for example --experiment-tracker.");
        }

        var updated = await Context.Client.Stacks.UpdateAsync(stack.Id, new StackUpdate { Remove = types }, cancellationToken);
        Context.Writer.Say($"Updated the stack '{updated.Name}'.");
        return ExitCodes.Success;
    }
}
