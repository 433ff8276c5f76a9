using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Completion;
using ZenML.Core.Querying.Lookups;

namespace ZenML.Cli.Commands.Workspaces;

/// <summary><c>zenml workspace create</c>.</summary>
internal sealed class WorkspaceCreateCommand : BaseCommand
{
    private readonly Argument<string> name = new("NAME") { Description = "The name of the new workspace." };
    private readonly Option<string> description = new("--description", "-d")
    {
        Description = "What the workspace is used for.",
        DefaultValueFactory = _ => "",
        HelpName = "TEXT",
    };

    private readonly Option<bool> set = new("--set") { Description = "Make the new workspace active." };

    public WorkspaceCreateCommand(CliContext context)
        : base(context, "create", Example.Of(
            "Create a workspace with a default stack.",
            "zenml workspace create research --description 'Trial runs' --set"))
    {
        Define(name.Completes(CompletionSource.FreeText), description, set);
    }

    protected override async Task<int> ExecuteAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var workspace = await Context.Client.Workspaces.CreateAsync(
            result.GetRequiredValue(name), result.GetValue(description)!, cancellationToken);
        Context.Writer.Say($"Created the workspace '{workspace.Name}'.");
        if (result.GetValue(set))
        {
            await Context.Client.Workspaces.SetActiveAsync(workspace.Id.ToString(), LookupMode.Exact, cancellationToken);
            Context.Writer.Say($"The active workspace is now '{workspace.Name}'.");
        }

        return ExitCodes.Success;
    }
}
