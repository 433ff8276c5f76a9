using ZenML.Core.Runs;
using ZenML.Protocol.Stacks;
using ZenML.Protocol.Workspaces;

namespace ZenML.Protocol.Tracking;

/// <summary>The metadata of a deployment.</summary>
public sealed record DeploymentMetadata
{
    /// <summary>The workspace.</summary>
    public WorkspaceResource? Workspace { get; init; }

    /// <summary>The template for the names of runs.</summary>
    public required string RunNameTemplate { get; init; }

    /// <summary>The configuration of the pipeline.</summary>
    public OpaqueJson PipelineConfiguration { get; init; }

    /// <summary>The steps by name, in order.</summary>
    public OrderedDictionary<string, OpaqueJson> StepConfigurations { get; init; } = [];

    /// <summary>What the client reported about its machine.</summary>
    public OpaqueJson ClientEnvironment { get; init; }

    /// <summary>The version of the client.</summary>
    public string? ClientVersion { get; init; }

    /// <summary>The version of the server that the client reported.</summary>
    public string? ServerVersion { get; init; }

    /// <summary>The pipeline.</summary>
    public PipelineResource? Pipeline { get; init; }

    /// <summary>The stack; null if it was deleted.</summary>
    public StackResource? Stack { get; init; }

    /// <summary>The build; null without one.</summary>
    public OpaqueJson? Build { get; init; }

    /// <summary>The schedule; null without one.</summary>
    public OpaqueJson? Schedule { get; init; }

    /// <summary>The commit of a code repository; null without one.</summary>
    public OpaqueJson? CodeReference { get; init; }
}
