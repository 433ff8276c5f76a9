using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Core.Errors;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Stacks;

namespace ZenML.Cli.Commands.Stacks;

/// <summary><c>zenml stack update</c>.</summary>
internal sealed class StackUpdateCommand : BaseCommand
{
    private readonly Argument<string?> name;
    private readonly StackComponentOptions components;

    public StackUpdateCommand(CliContext context)
        : base(context, "update", Example.Of(
            "Add components to a stack. Each replaces a component of the same type.",
            "zenml stack update tracked --experiment-tracker mlflow"))
    {
        name = StackChoice.Argument(context, changes: true);
        Define(name);
        components = new StackComponentOptions(this);
    }

    protected override async Task<int> ExecuteAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var stack = await StackChoice.FindAsync(Context, result.GetValue(name), LookupMode.Changing, cancellationToken);
        var added = await components.FindAsync(Context, result, cancellationToken);
        if (added.Count == 0)
        {
            throw new ZenException(
                ErrorCode.InvalidArgument,
                "Name a component to add, for example --experiment-tracker NAME. To see the options: zenml stack update --help");
        }

        var updated = await Context.Client.Stacks.UpdateAsync(
            stack.Id, new StackUpdate { Set = [.. added.Select(component => component.Id)] }, cancellationToken);
        Context.Writer.Say($"Updated the stack '{updated.Name}'.");
        return ExitCodes.Success;
    }
}
