using System.Globalization;
using System.Runtime.Versioning;

namespace ZenML.EndToEnd.Tests.Attacks;

/// <summary>Watches the anonymous memory of a process until it is stopped.</summary>
[SupportedOSPlatform("linux")]
internal sealed class MemoryWatch : IDisposable
{
    private readonly CancellationTokenSource stopping = new();
    private readonly Task<long> watching;

    public MemoryWatch(int process) => watching = Task.Run(() => WatchAsync(process));

    /// <summary>The anonymous memory of a process now, in bytes.</summary>
    public static long Read(int process)
    {
        var status = File.ReadLines($"/proc/{process.ToString(CultureInfo.InvariantCulture)}/status");
        var line = status.Single(line => line.StartsWith("RssAnon:", StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture) * 1024;
    }

    /// <summary>Stops.</summary>
    /// <returns>The most that was seen, in bytes.</returns>
    public async Task<long> StopAsync()
    {
        await stopping.CancelAsync();
        return await watching;
    }

    public void Dispose() => stopping.Dispose();

    private async Task<long> WatchAsync(int process)
    {
        long most = 0;
        while (!stopping.IsCancellationRequested)
        {
            most = Math.Max(most, Read(process));
            await Task.Delay(5, CancellationToken.None);
        }

        return Math.Max(most, Read(process));
    }
}
