namespace ZenML.Core.Runs;

/// <summary>The written forms of <see cref="RunStatus"/>, and the rule that derives a run's status from its steps.</summary>
public static class RunStatuses
{
    private static readonly string[] Names = ["initializing", "running", "completed", "failed", "cached"];

    /// <summary>The words for all statuses in databases, on the wire and in output.</summary>
    public static IReadOnlyList<string> Words => Names;

    /// <summary>The word for a status.</summary>
    public static string ToWord(this RunStatus status) => Names[(int)status];

    /// <summary>Reads the word for a status. Returns false for any other text.</summary>
    public static bool TryParse(string? word, out RunStatus status)
    {
        var index = Array.IndexOf(Names, word);
        status = index < 0 ? default : (RunStatus)index;
        return index >= 0;
    }

    /// <summary>Whether nothing happens in the run or step any more.</summary>
    public static bool IsFinished(this RunStatus status) => status is RunStatus.Completed or RunStatus.Failed or RunStatus.Cached;

    /// <summary>
    /// The status of a run that has started: failed once a step has failed, completed once all steps are completed or cached,
    /// otherwise running.
    /// </summary>
    /// <param name="steps">The statuses of the steps that are recorded.</param>
    /// <param name="stepCount">How many steps the run has. Steps that are not recorded have not started.</param>
    public static RunStatus OfRun(IReadOnlyCollection<RunStatus> steps, long stepCount)
    {
        ArgumentNullException.ThrowIfNull(steps);
        if (steps.Contains(RunStatus.Failed))
        {
            return RunStatus.Failed;
        }

        return steps.Count >= stepCount && steps.All(IsFinished) ? RunStatus.Completed : RunStatus.Running;
    }
}
