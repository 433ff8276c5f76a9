using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Completion;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Stacks;

namespace ZenML.Cli.Commands.Stacks;

/// <summary><c>zenml stack rename</c>.</summary>
internal sealed class StackRenameCommand : BaseCommand
{
    private readonly Argument<string> name = CommonArguments.ToChange("STACK");
    private readonly Argument<string> newName = new("NEW_NAME") { Description = "The new name." };

    public StackRenameCommand(CliContext context)
        : base(context, "rename", Example.Of("Rename a stack.", "zenml stack rename tracked production"))
    {
        Define(name, newName);
        name.Completes(Names.Stacks);
    }

    protected override async Task<int> ExecuteAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var stack = await Context.Client.Stacks.GetAsync(result.GetRequiredValue(name), LookupMode.Changing, cancellationToken);
        var renamed = await Context.Client.Stacks.UpdateAsync(
            stack.Id, new StackUpdate { Name = result.GetRequiredValue(newName) }, cancellationToken);
        Context.Writer.Say($"Renamed the stack '{stack.Name}' to '{renamed.Name}'.");
        return ExitCodes.Success;
    }
}
