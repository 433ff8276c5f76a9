using System.CommandLine;
using System.Globalization;
using ZenML.Cli.CommandLine;
using ZenML.Core.Lookups;
using ZenML.Core.Querying;
using ZenML.Core.Workspaces;

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
            if (!result.GetValue(yes) && !context.Prompt.Confirm($"Delete the workspace '{workspace.Name}' with {await DescribeAsync(context, workspace, cancellationToken)}? There is no way back."))
            {
                context.Writer.Say("Nothing was deleted.");
                return ExitCodes.Success;
            }

            await context.Client.Workspaces.DeleteAsync(workspace.Id.ToString(), LookupMode.Exact, cancellationToken);
            context.Writer.Say($"Deleted the workspace '{workspace.Name}'.");
            return ExitCodes.Success;
        });
    }

    /// <summary>What goes with a workspace. Nobody is told how many secrets others keep to themselves in it.</summary>
    private static async Task<string> DescribeAsync(CliContext context, Workspace workspace, CancellationToken cancellationToken)
    {
        var secrets = await context.Client.Secrets.ListPageAsync(new ListQuery { Workspace = workspace.Id, Size = 1 }, cancellationToken);
        var counts = await context.Client.Workspaces.CountAsync(workspace.Id, cancellationToken);
        var isShared = (await context.Client.DescribeStoreAsync(cancellationToken)).IsServer;
        return $"{Count(secrets.Total, "secret")}, {Count(counts.Stacks, "stack")}, {Count(counts.Components, "component")}, {Count(counts.Pipelines, "pipeline")} and {Count(counts.Runs, "run")}"
            + (isShared ? ", and the secrets that others keep for themselves in it" : "");
    }

    private static string Count(long number, string what) => string.Create(CultureInfo.InvariantCulture, $"{number} {what}{(number == 1 ? "" : "s")}");
}
