using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Completion;
using ZenML.Core.Querying.Lookups;

namespace ZenML.Cli.Commands.Stacks;

/// <summary><c>zenml stack set</c>.</summary>
internal sealed class StackSetCommand : BaseCommand
{
    private readonly Argument<string> name = CommonArguments.ToChange("STACK");

    public StackSetCommand(CliContext context)
        : base(context, "set", Example.Of(
            "Set the active stack on this machine, for the active workspace.",
            "zenml stack set tracked"))
    {
        Define(name);
        name.Completes(Names.Stacks);
    }

    protected override async Task<int> ExecuteAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var stack = await Context.Client.Stacks.SetActiveAsync(result.GetRequiredValue(name), LookupMode.Changing, cancellationToken);
        if (Context.Client.Stacks.ActiveOverride is { } source)
        {
            Context.Writer.Warn($"The active stack is stored as '{stack.Name}', but {source:raw} takes precedence as long as it is set.");
            return ExitCodes.Success;
        }

        Context.Writer.Say($"The active stack is now '{stack.Name}'.");
        return ExitCodes.Success;
    }
}
