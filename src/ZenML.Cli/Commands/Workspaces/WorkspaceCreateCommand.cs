using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Core.Querying.Lookups;

namespace ZenML.Cli.Commands.Workspaces;

/// <summary><c>zenml workspace create</c>.</summary>
internal sealed class WorkspaceCreateCommand : Command
{
    public WorkspaceCreateCommand(CliContext context)
        : base("create", Example.Of("Create a workspace with a default stack.", "zenml workspace create research --description 'Trials' --set"))
    {
        var name = new Argument<string>("NAME") { Description = "The name." };
        var description = new Option<string>("--description", "-d") { Description = "What it is for.", DefaultValueFactory = _ => "", HelpName = "TEXT" };
        var set = new Option<bool>("--set") { Description = "Make it the active workspace." };
        Arguments.Add(name);
        Options.Add(description);
        Options.Add(set);
        SetAction(async (result, cancellationToken) =>
        {
            var workspace = await context.Client.Workspaces.CreateAsync(result.GetRequiredValue(name), result.GetValue(description)!, cancellationToken);
            context.Writer.Say($"Created the workspace '{workspace.Name}'.");
            if (result.GetValue(set))
            {
                await context.Client.Workspaces.SetActiveAsync(workspace.Id.ToString(), LookupMode.Exact, cancellationToken);
                context.Writer.Say($"The active workspace is now '{workspace.Name}'.");
            }

            return ExitCodes.Success;
        });
    }
}
