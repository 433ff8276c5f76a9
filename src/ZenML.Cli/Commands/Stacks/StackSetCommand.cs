using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Core.Querying.Lookups;

namespace ZenML.Cli.Commands.Stacks;

/// <summary><c>zenml stack set</c>.</summary>
internal sealed class StackSetCommand : Command
{
    public StackSetCommand(CliContext context)
        : base("set", Example.Of("Make a stack the active one, on this machine and in the active workspace.", "zenml stack set tracked"))
    {
        var name = new Argument<string>("STACK") { Description = "A name, an id, or at least 8 digits of one." };
        Arguments.Add(name);
        name.SuggestStacks(context);
        SetAction(async (result, cancellationToken) =>
        {
            var stack = await context.Client.Stacks.SetActiveAsync(result.GetRequiredValue(name), LookupMode.Changing, cancellationToken);
            context.Writer.Say($"The active stack is now '{stack.Name}'.");
            return ExitCodes.Success;
        });
    }
}
