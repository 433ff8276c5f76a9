using ZenML.Core.Runs;
using ZenML.Server.Http.Parsing;

namespace ZenML.Server.Tracking;

/// <summary>Statuses as they travel.</summary>
internal static class StatusWire
{
    private static readonly Dictionary<string, RunStatus> Statuses = new(StringComparer.Ordinal)
    {
        ["initializing"] = RunStatus.Initializing,
        ["failed"] = RunStatus.Failed,
        ["completed"] = RunStatus.Completed,
        ["running"] = RunStatus.Running,
        ["cached"] = RunStatus.Cached,
    };

    public static string ToWire(this RunStatus status) => status switch
    {
        RunStatus.Initializing => "initializing",
        RunStatus.Failed => "failed",
        RunStatus.Completed => "completed",
        RunStatus.Running => "running",
        _ => "cached",
    };

    /// <summary>A status; null when it is absent or null.</summary>
    public static RunStatus? Status(this RequestBody body) => body.Choice("status", Statuses.Keys) is { } word ? Statuses[word] : null;

    /// <summary>A status that must be there.</summary>
    public static RunStatus RequiredStatus(this RequestBody body) => body.Require("status") ? body.Status() ?? default : default;
}
