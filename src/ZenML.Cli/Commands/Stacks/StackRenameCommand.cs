using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Stacks;

namespace ZenML.Cli.Commands.Stacks;

/// <summary><c>zenml stack rename</c>.</summary>
internal sealed class StackRenameCommand : Command
{
    public StackRenameCommand(CliContext context)
        : base("rename", Example.Of("Give a stack another name.", "zenml stack rename tracked production"))
    {
        var name = new Argument<string>("STACK") { Description = "A name, an id, or at least 8 digits of one." };
        var newName = new Argument<string>("NEW_NAME") { Description = "The new name." };
        Arguments.Add(name);
        name.SuggestStacks(context);
        Arguments.Add(newName);
        SetAction(async (result, cancellationToken) =>
        {
            var stack = await context.Client.Stacks.GetAsync(result.GetRequiredValue(name), LookupMode.Changing, cancellationToken);
            var renamed = await context.Client.Stacks.UpdateAsync(stack.Id, new StackUpdate { Name = result.GetRequiredValue(newName) }, cancellationToken);
            context.Writer.Say($"Renamed the stack '{stack.Name}' to '{renamed.Name}'.");
            return ExitCodes.Success;
        });
    }
}
