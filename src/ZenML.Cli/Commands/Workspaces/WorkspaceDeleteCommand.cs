using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Core.Querying;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Resources;
using ZenML.Core.Text;
using ZenML.Core.Workspaces;

namespace ZenML.Cli.Commands.Workspaces;

/// <summary><c>zenml workspace delete</c>.</summary>
internal sealed class WorkspaceDeleteCommand : Command
{
    public WorkspaceDeleteCommand(CliContext context)
        : base(
            "delete",
            Example.Of(
                "Delete a workspace and everything in it: secrets, components, stacks, runs. There is no way back. "
                    + "On a server, only administrators can.",
                "zenml workspace delete research --yes"))
    {
        var name = new Argument<string>("NAME") { Description = "A name, an id, or at least 8 digits of one." };
        var force = new Option<bool>("--force") { Description = "Delete also the user-scoped secrets that other accounts have in it." };
        var yes = CommonOptions.Yes();
        Arguments.Add(name);
        Options.Add(force);
        Options.Add(yes);
        SetAction(async (result, cancellationToken) =>
        {
            var workspace = await context.Client.Workspaces.GetAsync(result.GetRequiredValue(name), LookupMode.Changing, cancellationToken);
            var counts = await context.Client.Workspaces.CountAsync(workspace.Id, cancellationToken);
            WorkspaceDeletion.EnsureAllowed(workspace.Name, counts.SecretsOfOthers ?? 0, result.GetValue(force));
            var contents = await DescribeAsync(context, workspace, counts, cancellationToken);
            if (!result.GetValue(yes)
                && !context.Prompt.Confirm($"Delete the workspace '{workspace.Name}' with {contents}? There is no way back."))
            {
                context.Writer.Say("Nothing was deleted.");
                return ExitCodes.Success;
            }

            await context.Client.Workspaces.DeleteAsync(
                workspace.Id.ToString(), LookupMode.Exact, result.GetValue(force), cancellationToken);
            context.Writer.Say($"Deleted the workspace '{workspace.Name}' with {contents}.");
            return ExitCodes.Success;
        });
    }

    /// <summary>What is deleted with a workspace.</summary>
    private static async Task<string> DescribeAsync(
        CliContext context, Workspace workspace, WorkspaceCounts counts, CancellationToken cancellationToken)
    {
        var secrets = await context.Client.Secrets.ListPageAsync(new ListQuery { Workspace = workspace.Id, Size = 1 }, cancellationToken);
        List<string> contents = [Number.Of(secrets.Total, "secret")];
        if (counts.SecretsOfOthers is > 0 and var others)
        {
            contents.Add($"{Number.Of(others, "user-scoped secret")} of others");
        }

        contents.Add(Number.Of(counts.Stacks, "stack"));
        contents.Add(Number.Of(counts.Components, "component"));
        contents.Add(Number.Of(counts.Pipelines, "pipeline"));
        contents.Add(Number.Of(counts.Runs, "run"));
        return Sentence.Join(contents);
    }
}
