using System.Text.Json;
using ZenML.Core.Runs;
using ZenML.Protocol.Stacks;
using ZenML.Protocol.Users;

namespace ZenML.Protocol.Tracking;

/// <summary>The body of a run.</summary>
public sealed record PipelineRunBody
{
    /// <summary>When it was created.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>When it last changed.</summary>
    public required DateTimeOffset Updated { get; init; }

    /// <summary>The owner.</summary>
    public UserResource? User { get; init; }

    /// <summary>The status.</summary>
    public required string Status { get; init; }

    /// <summary>The stack; null if it was deleted.</summary>
    public StackResource? Stack { get; init; }

    /// <summary>The pipeline; null if it is not registered.</summary>
    public PipelineResource? Pipeline { get; init; }

    /// <summary>The build; null without one.</summary>
    public OpaqueJson? Build { get; init; }

    /// <summary>The schedule; null without one.</summary>
    public OpaqueJson? Schedule { get; init; }

    /// <summary>The commit of a code repository; null without one.</summary>
    public OpaqueJson? CodeReference { get; init; }

    /// <summary>The deployment.</summary>
    public Guid? DeploymentId { get; init; }

    /// <summary>The trigger. This server has none.</summary>
    public JsonElement? TriggerExecution { get; init; }
}
