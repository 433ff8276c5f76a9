using System.Text.Json;
using ZenML.Core.Runs;
using ZenML.Protocol.Stacks;
using ZenML.Protocol.Workspaces;

namespace ZenML.Protocol.Tracking;

/// <summary>The rest of a deployment.</summary>
public sealed record DeploymentMetadata
{
    /// <summary>The workspace that it belongs to.</summary>
    public WorkspaceResource? Workspace { get; init; }

    /// <summary>What the names of runs are made from.</summary>
    public required string RunNameTemplate { get; init; }

    /// <summary>The configuration of the pipeline.</summary>
    public OpaqueJson PipelineConfiguration { get; init; }

    /// <summary>The steps by name, in their order.</summary>
    public OrderedDictionary<string, OpaqueJson> StepConfigurations { get; init; } = [];

    /// <summary>What the client told of its machine.</summary>
    public OpaqueJson ClientEnvironment { get; init; }

    /// <summary>The version of the client.</summary>
    public string? ClientVersion { get; init; }

    /// <summary>The version of the server, as the client knew it.</summary>
    public string? ServerVersion { get; init; }

    /// <summary>The pipeline.</summary>
    public PipelineResource? Pipeline { get; init; }

    /// <summary>The stack; null if it was deleted.</summary>
    public StackResource? Stack { get; init; }

    /// <summary>The build. This server keeps none.</summary>
    public JsonElement? Build { get; init; }

    /// <summary>The schedule. This server keeps none.</summary>
    public JsonElement? Schedule { get; init; }

    /// <summary>Where the code is. This server keeps none.</summary>
    public JsonElement? CodeReference { get; init; }
}
