using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Core.Errors;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Stacks;

namespace ZenML.Cli.Commands.Stacks;

/// <summary><c>zenml stack update</c>.</summary>
internal sealed class StackUpdateCommand : Command
{
    public StackUpdateCommand(CliContext context)
        : base("update", Example.Of(
            "Put components into a stack; each takes the place of the one of its type.", "zenml stack update tracked --experiment_tracker mlflow"))
    {
        var name = StackChoice.Argument(context);
        Arguments.Add(name);
        var components = new StackComponentOptions(this);
        SetAction(async (result, cancellationToken) =>
        {
            var stack = await StackChoice.FindAsync(context, result.GetValue(name), LookupMode.Changing, cancellationToken);
            var added = await components.FindAsync(context, result, cancellationToken);
            if (added.Count == 0)
            {
                throw new ZenException(ErrorCode.InvalidArgument, "Say which component to put in, for example --experiment_tracker NAME. 'zenml stack update --help' lists the options.");
            }

            var updated = await context.Client.Stacks.UpdateAsync(stack.Id, new StackUpdate { Set = [.. added.Select(component => component.Id)] }, cancellationToken);
            context.Writer.Say($"Updated the stack '{updated.Name}'.");
            return ExitCodes.Success;
        });
    }
}
