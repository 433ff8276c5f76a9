using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Core.Lookups;

namespace ZenML.Cli.Commands.Workspaces;

/// <summary><c>zenml workspace delete</c>.</summary>
internal sealed class WorkspaceDeleteCommand : Command
{
    public WorkspaceDeleteCommand(CliContext context)
        : base("delete", Example.Of("Delete a workspace and everything in it: secrets, components, stacks, runs. There is no way back.", "zenml workspace delete research --yes"))
    {
        var name = new Argument<string>("NAME") { Description = "A name, an id, or at least 8 digits of one." };
        var yes = CommonOptions.Yes();
        Arguments.Add(name);
        Options.Add(yes);
        SetAction(async (result, cancellationToken) =>
        {
            var workspace = await context.Client.Workspaces.GetAsync(result.GetRequiredValue(name), LookupMode.Changing, cancellationToken);
            if (!result.GetValue(yes) && !context.Prompt.Confirm($"Delete the workspace '{workspace.Name}' with all its secrets, components, stacks and runs?"))
            {
                context.Writer.Say("Nothing was deleted.");
                return ExitCodes.Success;
            }

            await context.Client.Workspaces.DeleteAsync(workspace.Id.ToString(), LookupMode.Exact, cancellationToken);
            context.Writer.Say($"Deleted the workspace '{workspace.Name}'.");
            return ExitCodes.Success;
        });
    }
}
