using ZenML.Core.Accounts.Users;
using ZenML.Core.Resources;
using ZenML.Core.Stacks;
using ZenML.Core.Stacks.Configurations;
using ZenML.Core.Workspaces;

namespace ZenML.Core.Runs;

/// <summary>The record of one run of a pipeline.</summary>
public sealed record PipelineRun : IResource
{
    /// <summary>The identity.</summary>
    public required Id<PipelineRun> Id { get; init; }

    /// <summary>The name, unique in the workspace: the pipeline's with the time of its start.</summary>
    public required string Name { get; init; }

    /// <summary>The name of the pipeline.</summary>
    public required string Pipeline { get; init; }

    /// <summary>How far it is.</summary>
    public required RunStatus Status { get; init; }

    /// <summary>The stack that it ran on; the name is that of the time.</summary>
    public required ResourceReference<Stack> Stack { get; init; }

    /// <summary>The settings of the pipeline and its steps, with references as they were written, never resolved.</summary>
    public required ConfigurationMap Settings { get; init; }

    /// <summary>The steps, in order.</summary>
    public required IReadOnlyList<StepRun> Steps { get; init; }

    /// <summary>The workspace that it belongs to.</summary>
    public required ResourceReference<Workspace> Workspace { get; init; }

    /// <summary>The account that ran it.</summary>
    public required ResourceReference<User> User { get; init; }

    /// <summary>When it was recorded, which is when it started, UTC, to the microsecond.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>When it last changed, UTC, to the microsecond.</summary>
    public required DateTimeOffset Updated { get; init; }

    /// <summary>When it ended, UTC; null if it has not.</summary>
    public DateTimeOffset? Ended { get; init; }

    Guid IResource.Uuid => Id.Value;

    string IResource.DisplayName => Name;
}
