using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Core.Querying.Lookups;

namespace ZenML.Cli.Commands.Stacks;

/// <summary><c>zenml stack copy</c>.</summary>
internal sealed class StackCopyCommand : Command
{
    public StackCopyCommand(CliContext context)
        : base("copy", Example.Of("Register a stack with the same components under another name.", "zenml stack copy tracked tracked_too"))
    {
        var source = new Argument<string>("SOURCE") { Description = "A name, an id, or at least 8 digits of one." };
        var target = new Argument<string>("TARGET") { Description = "The name of the copy." };
        Arguments.Add(source);
        source.SuggestStacks(context);
        Arguments.Add(target);
        SetAction(async (result, cancellationToken) =>
        {
            var copy = await context.Client.Stacks.CopyAsync(
                result.GetRequiredValue(source), result.GetRequiredValue(target), LookupMode.Changing, cancellationToken);
            context.Writer.Say($"Copied the stack '{result.GetRequiredValue(source)}' to '{copy.Name}'.");
            return ExitCodes.Success;
        });
    }
}
