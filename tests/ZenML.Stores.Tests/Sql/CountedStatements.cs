using System.Diagnostics;
using ZenML.Stores.Telemetry;

namespace ZenML.Stores.Tests.Sql;

/// <summary>Counts the statements that work sends to the database.</summary>
internal static class CountedStatements
{
    public static async Task<int> CountAsync(Func<Task> work)
    {
        var count = 0;
        StatementTiming.IsOn = true;
        using var all = new Activity("all").SetIdFormat(ActivityIdFormat.W3C).Start();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == StoreTelemetry.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStarted = activity =>
            {
                // Other tests run meanwhile.
                if (activity.TraceId == all.TraceId)
                {
                    Interlocked.Increment(ref count);
                }
            },
        };
        ActivitySource.AddActivityListener(listener);
        await work();
        return count;
    }
}
