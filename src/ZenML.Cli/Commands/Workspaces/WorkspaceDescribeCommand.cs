using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Output;
using ZenML.Core.Querying.Lookups;

namespace ZenML.Cli.Commands.Workspaces;

/// <summary><c>zenml workspace describe</c>.</summary>
internal sealed class WorkspaceDescribeCommand : Command
{
    public WorkspaceDescribeCommand(CliContext context)
        : base("describe", Example.Of("Show a workspace.", "zenml workspace describe research"))
    {
        var name = new Argument<string?>("NAME") { Description = "A name, an id or the beginning of one. Without it, the active workspace.", Arity = ArgumentArity.ZeroOrOne };
        var output = CommonOptions.Output();
        Arguments.Add(name);
        Options.Add(output);
        SetAction(async (result, cancellationToken) =>
        {
            var workspace = result.GetValue(name) is { } text
                ? await context.Client.Workspaces.GetAsync(text, LookupMode.Reading, cancellationToken)
                : await context.Client.Workspaces.GetActiveAsync(cancellationToken);
            var active = (await context.Client.Workspaces.FindActiveAsync(cancellationToken))?.Id;
            Listing.WriteOne(
                context.Writer, result.GetFormat(output), WorkspaceData.Of(workspace, active),
                [new("ACTIVE"), new("NAME"), new("ID", IsId: true), new("DESCRIPTION"), new("CREATED")],
                [
                    workspace.Id == active ? "*" : "", workspace.Name, workspace.Id.ToString(), workspace.Description,
                    Times.Text(workspace.Created),
                ]);
            return ExitCodes.Success;
        });
    }
}
