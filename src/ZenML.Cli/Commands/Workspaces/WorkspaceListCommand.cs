using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Output;
using ZenML.Core.Workspaces;

namespace ZenML.Cli.Commands.Workspaces;

/// <summary><c>zenml workspace list</c>.</summary>
internal sealed class WorkspaceListCommand : Command
{
    public WorkspaceListCommand(CliContext context)
        : base("list", Example.Of("List the workspaces.", "zenml workspace list --output json"))
    {
        var options = new ListOptions(this, WorkspaceFields.All);
        var output = CommonOptions.Output();
        Options.Add(output);
        SetAction(async (result, cancellationToken) =>
        {
            var page = await context.Client.Workspaces.ListPageAsync(options.Read(result), cancellationToken);
            var active = (await context.Client.Workspaces.FindActiveAsync(cancellationToken))?.Id;
            Listing.Write(
                context.Writer, result.GetFormat(output), page, "workspaces", workspace => WorkspaceData.Of(workspace, active),
                [new("ACTIVE"), new("NAME"), new("ID", IsId: true), new("DESCRIPTION")],
                workspace => [workspace.Id == active ? "*" : "", workspace.Name, workspace.Id.ToString(), workspace.Description]);
            return ExitCodes.Success;
        });
    }
}
