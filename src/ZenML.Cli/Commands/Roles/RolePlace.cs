using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Completion;
using ZenML.Core.Access;
using ZenML.Core.Errors;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Text;
using ZenML.Core.Workspaces;

namespace ZenML.Cli.Commands.Roles;

/// <summary>The options that say where a role counts.</summary>
/// <param name="all">What <c>--all-workspaces</c> means to the command.</param>
internal sealed class RolePlace(string all)
{
    private const string WorkspaceName = "--workspace";

    private const string AllName = "--all-workspaces";

    private readonly Option<string?> workspace = new Option<string?>(WorkspaceName, "-w")
    {
        Description = "The workspace. Default: the active workspace.",
        HelpName = "NAME_OR_ID",
    }.Completes(Names.Workspaces);

    private readonly Option<bool> everywhere = new(AllName) { Description = all };

    /// <summary>Both options.</summary>
    public Option[] Options => [workspace, everywhere];

    /// <summary>Finds the workspace; null for every workspace.</summary>
    /// <exception cref="ZenException">There is no such workspace, or the store is not on a server.</exception>
    /// <exception cref="UsageException">Both options are given.</exception>
    public async Task<Workspace?> FindAsync(CliContext context, ParseResult result, CancellationToken cancellationToken)
    {
        var name = result.GetValue(workspace);
        if (name is not null && result.GetValue(everywhere))
        {
            throw new UsageException($"Use either {WorkspaceName} or {AllName}, not both.");
        }

        await context.Client.EnsureServerAsync(cancellationToken);
        return result.GetValue(everywhere) ? null
            : name is null ? await context.Client.Workspaces.GetActiveAsync(cancellationToken)
            : await context.Client.Workspaces.GetAsync(name, LookupMode.Changing, cancellationToken);
    }

    /// <summary>Lists the roles that count in a workspace, or, for null, all roles.</summary>
    public static Task<RoleList> ListAsync(CliContext context, Workspace? workspace, CancellationToken cancellationToken) =>
        workspace is null
            ? context.Client.Roles.ListAllAsync(cancellationToken)
            : context.Client.Roles.ListAsync(workspace.Id, cancellationToken);

    /// <summary>Where a role counts, for messages.</summary>
    /// <param name="workspace">The name of the workspace; null for every workspace.</param>
    public static string Text(string? workspace) =>
        workspace is null ? "in every workspace" : MessageText.Of($"in the workspace '{workspace}'");

    /// <summary>The options that mean a place, for commands in messages.</summary>
    /// <param name="workspace">The name of the workspace; null for every workspace.</param>
    public static string Arguments(string? workspace) =>
        workspace is null ? AllName : $"{WorkspaceName} {ShellWord.Quote(workspace)}";
}
