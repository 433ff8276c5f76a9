using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Completion;
using ZenML.Core.Querying.Lookups;

namespace ZenML.Cli.Commands.Stacks;

/// <summary><c>zenml stack copy</c>.</summary>
internal sealed class StackCopyCommand : BaseCommand
{
    private readonly Argument<string> source = CommonArguments.ToChange("SOURCE");
    private readonly Argument<string> target = new("TARGET") { Description = "The name of the copy." };

    public StackCopyCommand(CliContext context)
        : base(context, "copy", Example.Of(
            "Register a copy of a stack under another name, with the same components.",
            "zenml stack copy tracked staging"))
    {
        Define(source, target);
        source.Completes(Names.Stacks);
    }

    protected override async Task<int> ExecuteAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var copy = await Context.Client.Stacks.CopyAsync(
            result.GetRequiredValue(source), result.GetRequiredValue(target), LookupMode.Changing, cancellationToken);
        Context.Writer.Say($"Copied the stack '{result.GetRequiredValue(source)}' to '{copy.Name}'.");
        return ExitCodes.Success;
    }
}
