using System.Text.Json;
using ZenML.Protocol.Stacks;
using ZenML.Protocol.Users;

namespace ZenML.Protocol.Tracking;

/// <summary>What is always told of a run.</summary>
public sealed record PipelineRunBody
{
    /// <summary>When it was recorded.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>When it last changed.</summary>
    public required DateTimeOffset Updated { get; init; }

    /// <summary>Whose it is.</summary>
    public UserResource? User { get; init; }

    /// <summary>How far it is.</summary>
    public required string Status { get; init; }

    /// <summary>The stack; null if it was deleted.</summary>
    public StackResource? Stack { get; init; }

    /// <summary>The pipeline; null if it is not registered.</summary>
    public PipelineResource? Pipeline { get; init; }

    /// <summary>The build. This server keeps none.</summary>
    public JsonElement? Build { get; init; }

    /// <summary>The schedule. This server keeps none.</summary>
    public JsonElement? Schedule { get; init; }

    /// <summary>Where the code is. This server keeps none.</summary>
    public JsonElement? CodeReference { get; init; }

    /// <summary>What it runs.</summary>
    public Guid? DeploymentId { get; init; }

    /// <summary>What set it off. This server keeps none.</summary>
    public JsonElement? TriggerExecution { get; init; }
}
