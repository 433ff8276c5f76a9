using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Core.Errors;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Stacks;

namespace ZenML.Cli.Commands.Stacks;

/// <summary><c>zenml stack remove-component</c>.</summary>
internal sealed class StackRemoveComponentCommand : Command
{
    public StackRemoveComponentCommand(CliContext context)
        : base("remove-component", Example.Of("Take components out of a stack. They stay registered.", "zenml stack remove-component tracked --experiment_tracker"))
    {
        var name = StackChoice.Argument(context);
        Arguments.Add(name);
        var flags = StackComponentOptions.AddFlags(this);
        SetAction(async (result, cancellationToken) =>
        {
            var stack = await StackChoice.FindAsync(context, result.GetValue(name), LookupMode.Changing, cancellationToken);
            var types = flags.Where(entry => result.GetValue(entry.Flag)).Select(entry => entry.Type).ToArray();
            if (types.Length == 0)
            {
                throw new ZenException(ErrorCode.InvalidArgument, "Say which component to take out, for example --experiment_tracker.");
            }

            var updated = await context.Client.Stacks.UpdateAsync(stack.Id, new StackUpdate { Remove = types }, cancellationToken);
            context.Writer.Say($"Updated the stack '{updated.Name}'.");
            return ExitCodes.Success;
        });
    }
}
