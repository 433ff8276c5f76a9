using System.Collections.Concurrent;
using System.Diagnostics;
using ZenML.Stores.Telemetry;

namespace ZenML.Server.Tests.Hosting;

/// <summary>Records the finished activities of requests and stores in this process.</summary>
internal sealed class RecordedActivities : IDisposable
{
    private readonly ConcurrentQueue<Activity> finished = new();
    private readonly ActivityListener listener;

    public RecordedActivities()
    {
        listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is "Microsoft.AspNetCore" or StoreTelemetry.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = finished.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
    }

    public IReadOnlyList<Activity> All => [.. finished];

    public void Dispose() => listener.Dispose();
}
