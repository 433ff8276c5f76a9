using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Completion;
using ZenML.Core.Querying.Lookups;

namespace ZenML.Cli.Commands.Workspaces;

/// <summary><c>zenml workspace set</c>.</summary>
internal sealed class WorkspaceSetCommand : BaseCommand
{
    private readonly Argument<string> name = CommonArguments.ToChange("NAME");

    public WorkspaceSetCommand(CliContext context)
        : base(context, "set", Example.Of("Set the active workspace on this machine.", "zenml workspace set research"))
    {
        Define(name.Completes(Names.Workspaces));
    }

    protected override async Task<int> ExecuteAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var workspace = await Context.Client.Workspaces.SetActiveAsync(
            result.GetRequiredValue(name), LookupMode.Changing, cancellationToken);
        if (Context.Client.Workspaces.ActiveOverride is { } source)
        {
            Context.Writer.Warn(
                $"The active workspace is stored as '{workspace.Name}', but {source:raw} takes precedence as long as it is set.");
            return ExitCodes.Success;
        }

        Context.Writer.Say($"The active workspace is now '{workspace.Name}'.");
        return ExitCodes.Success;
    }
}
