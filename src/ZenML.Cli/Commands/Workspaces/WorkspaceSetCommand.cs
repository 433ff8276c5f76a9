using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Core.Querying.Lookups;

namespace ZenML.Cli.Commands.Workspaces;

/// <summary><c>zenml workspace set</c>.</summary>
internal sealed class WorkspaceSetCommand : Command
{
    public WorkspaceSetCommand(CliContext context)
        : base("set", Example.Of("Make a workspace the active one, on this machine.", "zenml workspace set research"))
    {
        var name = new Argument<string>("NAME") { Description = "A name, an id, or at least 8 digits of one." };
        Arguments.Add(name);
        SetAction(async (result, cancellationToken) =>
        {
            var workspace = await context.Client.Workspaces.SetActiveAsync(result.GetRequiredValue(name), LookupMode.Changing, cancellationToken);
            context.Writer.Say($"The active workspace is now '{workspace.Name}'.");
            return ExitCodes.Success;
        });
    }
}
