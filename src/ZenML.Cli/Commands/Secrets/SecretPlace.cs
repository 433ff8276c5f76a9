using System.CommandLine;
using ZenML.Cli.Completion;
using ZenML.Core.Errors;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Secrets;
using ZenML.Core.Workspaces;

namespace ZenML.Cli.Commands.Secrets;

/// <summary>Where a secret is copied or moved to.</summary>
internal static class SecretPlace
{
    /// <summary><c>--to-workspace</c>.</summary>
    public static Option<string?> WorkspaceOption(string description) =>
        new Option<string?>("--to-workspace") { Description = description, HelpName = "NAME_OR_ID" }.Completes(Names.Workspaces);

    /// <summary>Finds the workspace of <see cref="WorkspaceOption"/>; null if it was not given.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotFound"/>.</exception>
    public static async Task<Workspace?> FindWorkspaceAsync(CliContext context, string? nameOrId, CancellationToken cancellationToken) =>
        nameOrId is null ? null : await context.Client.Workspaces.GetAsync(nameOrId, LookupMode.Changing, cancellationToken);

    /// <summary>The scope and workspace of a secret, for messages.</summary>
    public static string Of(SecretInfo secret) =>
        MessageText.Of($"the {SecretDocument.Text(secret.Scope)} scope of the workspace '{secret.Workspace.Name}'");
}
