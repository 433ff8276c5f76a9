using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Completion;
using ZenML.Cli.Output;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Workspaces;

namespace ZenML.Cli.Commands.Workspaces;

/// <summary><c>zenml workspace describe</c>.</summary>
internal sealed class WorkspaceDescribeCommand : DescribeCommand
{
    private readonly Argument<string?> name = CommonArguments.Optional("NAME", "the active workspace");

    public WorkspaceDescribeCommand(CliContext context)
        : base(context, "describe", Example.Of(
            "Show a workspace.",
            "zenml workspace describe research")) => Define(name.Completes(Names.Workspaces), Output);

    protected override async Task<Description> DescribeAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var workspace = result.GetValue(name) is { } text
            ? await Context.Client.Workspaces.GetAsync(text, LookupMode.Reading, cancellationToken)
            : await Context.Client.Workspaces.GetActiveAsync(cancellationToken);
        if (result.GetValue(name) is null && Context.Client.Workspaces.ActiveOverride is { } source)
        {
            Context.Writer.Say($"{source:raw} names the active workspace.");
        }

        var active = (await Context.Client.Workspaces.FindActiveAsync(cancellationToken))?.Id;
        return WorkspaceData.Present(active, new ItemColumn<Workspace>("CREATED", shown => Times.Text(shown.Created))).Describe(workspace);
    }
}
