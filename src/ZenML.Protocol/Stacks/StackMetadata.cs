using ZenML.Protocol.Components;
using ZenML.Protocol.Workspaces;

namespace ZenML.Protocol.Stacks;

/// <summary>The rest of a stack.</summary>
public sealed record StackMetadata
{
    /// <summary>The workspace that it belongs to.</summary>
    public WorkspaceResource? Workspace { get; init; }

    /// <summary>Its components by type. The contract has lists; each holds one.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<ComponentResource>> Components { get; init; } =
        new Dictionary<string, IReadOnlyList<ComponentResource>>();

    /// <summary>A description. The contract never keeps one.</summary>
    public string Description { get; init; } = "";

    /// <summary>The file that described it.</summary>
    public string? StackSpecPath { get; init; }
}
