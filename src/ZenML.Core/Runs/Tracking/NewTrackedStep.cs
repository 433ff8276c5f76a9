using ZenML.Core.Accounts.Users;
using ZenML.Core.Resources;
using ZenML.Core.Workspaces;

namespace ZenML.Core.Runs.Tracking;

/// <summary>A step to be recorded; see <see cref="TrackedStep"/>.</summary>
public sealed record NewTrackedStep
{
    /// <summary>The workspace of the run.</summary>
    public required Id<Workspace> Workspace { get; init; }

    /// <summary>The owner; it must be the caller.</summary>
    public required Id<User> User { get; init; }

    /// <summary>The name; the deployment must have a step of that name.</summary>
    public required string Name { get; init; }

    /// <summary>The run.</summary>
    public required Id<PipelineRun> Run { get; init; }

    /// <summary>The deployment of the run.</summary>
    public required Id<Deployment> Deployment { get; init; }

    /// <summary>How far it is.</summary>
    public required RunStatus Status { get; init; }

    /// <summary>When it started, UTC.</summary>
    public DateTimeOffset? Started { get; init; }

    /// <summary>When it ended, UTC.</summary>
    public DateTimeOffset? Ended { get; init; }

    /// <summary>The hash of all that decides the outputs.</summary>
    public string? CacheKey { get; init; }

    /// <summary>The hash of the code.</summary>
    public string? CodeHash { get; init; }

    /// <summary>What the step is for.</summary>
    public string? Docstring { get; init; }

    /// <summary>The code.</summary>
    public string? SourceCode { get; init; }

    /// <summary>The step whose outputs it takes over.</summary>
    public Id<TrackedStep>? Original { get; init; }

    /// <summary>The steps that had to be done before.</summary>
    public IReadOnlyList<Id<TrackedStep>> Parents { get; init; } = [];

    /// <summary>What it takes, by the step's own names.</summary>
    public IReadOnlyList<KeyValuePair<string, Id<ArtifactVersion>>> Inputs { get; init; } = [];

    /// <summary>What it made, by the step's own names.</summary>
    public IReadOnlyList<KeyValuePair<string, Id<ArtifactVersion>>> Outputs { get; init; } = [];

    /// <summary>Where its output is kept; null if nowhere.</summary>
    public (string Uri, string ArtifactStore)? Logs { get; init; }
}
