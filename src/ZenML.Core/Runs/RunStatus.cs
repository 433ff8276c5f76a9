namespace ZenML.Core.Runs;

/// <summary>The status of a run or a step.</summary>
public enum RunStatus
{
    /// <summary>Recorded but not started.</summary>
    Initializing,

    /// <summary>Running.</summary>
    Running,

    /// <summary>Completed without an error.</summary>
    Completed,

    /// <summary>Ended by an error.</summary>
    Failed,

    /// <summary>Not run, because the outputs of an earlier step were reused. Only steps are cached.</summary>
    Cached,
}
