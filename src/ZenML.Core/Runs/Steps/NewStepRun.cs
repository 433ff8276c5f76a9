using ZenML.Core.Accounts.Users;
using ZenML.Core.Resources;
using ZenML.Core.Runs.Artifacts;
using ZenML.Core.Runs.Deployments;
using ZenML.Core.Workspaces;

namespace ZenML.Core.Runs.Steps;

/// <summary>A step to record; see <see cref="StepRun"/>.</summary>
public sealed record NewStepRun
{
    /// <summary>The workspace of the run.</summary>
    public required Id<Workspace> Workspace { get; init; }

    /// <summary>The owner; null for the caller. No other owner is allowed.</summary>
    public Id<User>? User { get; init; }

    /// <summary>The name. The deployment must have a step with this name.</summary>
    public required string Name { get; init; }

    /// <summary>The run.</summary>
    public required Id<PipelineRun> Run { get; init; }

    /// <summary>The deployment of the run.</summary>
    public required Id<Deployment> Deployment { get; init; }

    /// <summary>The status.</summary>
    public required RunStatus Status { get; init; }

    /// <summary>When it started, UTC.</summary>
    public DateTimeOffset? Started { get; init; }

    /// <summary>When it ended, UTC.</summary>
    public DateTimeOffset? Ended { get; init; }

    /// <summary>The hash of everything that decides the outputs.</summary>
    public string? CacheKey { get; init; }

    /// <summary>The hash of the code.</summary>
    public string? CodeHash { get; init; }

    /// <summary>The documentation of the step.</summary>
    public string? Docstring { get; init; }

    /// <summary>The code.</summary>
    public string? SourceCode { get; init; }

    /// <summary>The step whose outputs a cached step reuses.</summary>
    public Id<StepRun>? Original { get; init; }

    /// <summary>The steps that had to be finished first.</summary>
    public IReadOnlyList<Id<StepRun>> Parents { get; init; } = [];

    /// <summary>The artifacts that it loads, by the names that they have in the step.</summary>
    public IReadOnlyList<KeyValuePair<string, Id<ArtifactVersion>>> Inputs { get; init; } = [];

    /// <summary>The artifacts that it produced, by the names that they have in the step.</summary>
    public IReadOnlyList<KeyValuePair<string, Id<ArtifactVersion>>> Outputs { get; init; } = [];

    /// <summary>Where the output of the step's code is stored; null if it is not stored.</summary>
    public (string Uri, string ArtifactStore)? Logs { get; init; }
}
