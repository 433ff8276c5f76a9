namespace ZenML.Core.Runs;

/// <summary>How far a run or a step is.</summary>
public enum RunStatus
{
    /// <summary>Recorded, nothing has run yet.</summary>
    Initializing,

    /// <summary>Under way.</summary>
    Running,

    /// <summary>Done.</summary>
    Completed,

    /// <summary>Ended by an error.</summary>
    Failed,

    /// <summary>Not run: an earlier step's outputs were taken over. Only steps are cached.</summary>
    Cached,
}
