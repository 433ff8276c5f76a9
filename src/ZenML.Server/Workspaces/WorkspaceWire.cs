using System.Globalization;
using ZenML.Core.Workspaces;
using ZenML.Protocol.Workspaces;

namespace ZenML.Server.Workspaces;

/// <summary>Converts workspaces to their wire form.</summary>
internal static class WorkspaceWire
{
    /// <summary>Converts a workspace, with or without its metadata.</summary>
    public static WorkspaceResource ToWire(this Workspace workspace, bool hydrate) => new()
    {
        Id = workspace.Id.Value,
        Name = workspace.Name,
        Body = new WorkspaceBody { Created = workspace.Created, Updated = workspace.Updated },
        Metadata = hydrate ? new WorkspaceMetadata { Description = workspace.Description } : null,
    };

    /// <summary>Converts the counts. The contract has them as text.</summary>
    /// <param name="counts">The counts.</param>
    /// <param name="ofOthers">Whether the request asks for counts that the contract does not have.</param>
    public static WorkspaceStatistics ToWire(this WorkspaceCounts counts, bool ofOthers) => new()
    {
        Stacks = Text(counts.Stacks),
        Components = Text(counts.Components),
        Pipelines = Text(counts.Pipelines),
        Runs = Text(counts.Runs),
        SecretsOfOthers = ofOthers && counts.SecretsOfOthers is { } secrets ? Text(secrets) : null,
        DeletedSecretsOfOthers = ofOthers && counts.DeletedSecretsOfOthers is { } deleted ? Text(deleted) : null,
    };

    private static string Text(long count) => count.ToString(CultureInfo.InvariantCulture);
}
