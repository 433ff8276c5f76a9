using ZenML.Core.Runs;

namespace ZenML.Stores.Sql.Repositories;

/// <summary>How <see cref="RunStatus"/> is stored.</summary>
internal static class RunStatuses
{
    public static string ToStored(this RunStatus status) => status switch
    {
        RunStatus.Initializing => "initializing",
        RunStatus.Running => "running",
        RunStatus.Completed => "completed",
        RunStatus.Cached => "cached",
        _ => "failed",
    };

    public static RunStatus FromStored(string text) => text switch
    {
        "initializing" => RunStatus.Initializing,
        "running" => RunStatus.Running,
        "completed" => RunStatus.Completed,
        "cached" => RunStatus.Cached,
        "failed" => RunStatus.Failed,
        _ => throw new FormatException("No such status."),
    };
}
