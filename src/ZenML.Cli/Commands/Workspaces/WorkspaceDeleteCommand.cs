using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Completion;
using ZenML.Core.Errors;
using ZenML.Core.Querying;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Text;
using ZenML.Core.Workspaces;

namespace ZenML.Cli.Commands.Workspaces;

/// <summary><c>zenml workspace delete</c>.</summary>
internal sealed class WorkspaceDeleteCommand : DeleteCommand
{
    private readonly Argument<string> name = CommonArguments.ToChange("NAME");
    private readonly Option<bool> force = new("--force")
    {
        Description = "Also delete the user-scoped secrets of other accounts, and those that they can still undelete.",
    };

    public WorkspaceDeleteCommand(CliContext context)
        : base(context, "delete", Example.Of(
            "Delete a workspace and everything in it: secrets, components, stacks and runs. This cannot be undone. "
                + "On a server, only administrators can do this.",
            "zenml workspace delete research --yes")) => Define(name.Completes(Names.Workspaces), force, Yes);

    protected override async Task<Deletion> PrepareAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var isForced = result.GetValue(force);
        var workspace = await Context.Client.Workspaces.GetAsync(result.GetRequiredValue(name), LookupMode.Changing, cancellationToken);
        var counts = await Context.Client.Workspaces.CountAsync(workspace.Id, cancellationToken);
        WorkspaceDeletion.EnsureAllowed(
            workspace.Name, counts.SecretsOfOthers ?? 0, counts.DeletedSecretsOfOthers ?? 0, isForced);
        var contents = await DescribeAsync(workspace, counts, cancellationToken);
        return new(
            MessageText.Of($"Delete the workspace '{workspace.Name}' with {contents}? This cannot be undone."),
            token => Context.Client.Workspaces.DeleteAsync(workspace.Id.ToString(), LookupMode.Exact, isForced, token),
            MessageText.Of($"Deleted the workspace '{workspace.Name}' with {contents}."));
    }

    /// <summary>What is deleted with a workspace.</summary>
    private async Task<string> DescribeAsync(Workspace workspace, WorkspaceCounts counts, CancellationToken cancellationToken)
    {
        var secrets = await Context.Client.Secrets.ListPageAsync(new ListQuery { Workspace = workspace.Id, Size = 1 }, cancellationToken);
        List<string> contents = [Number.Of(secrets.Total, "secret")];
        if (counts.SecretsOfOthers is > 0 and var others)
        {
            contents.Add($"{Number.Of(others, "user-scoped secret")} of others");
        }

        if (counts.DeletedSecretsOfOthers is > 0 and var deleted)
        {
            contents.Add($"{Number.Of(deleted, "deleted user-scoped secret")} of others");
        }

        contents.Add(Number.Of(counts.Stacks, "stack"));
        contents.Add(Number.Of(counts.Components, "component"));
        contents.Add(Number.Of(counts.Pipelines, "pipeline"));
        contents.Add(Number.Of(counts.Runs, "run"));
        return Sentence.Join(contents);
    }
}
