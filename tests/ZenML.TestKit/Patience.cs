namespace ZenML.TestKit;

/// <summary>
/// How long tests wait for what must happen. It ends a test that hangs and decides nothing else: a machine can be busy
/// with many other processes.
/// </summary>
public static class Patience
{
    /// <summary>Longer than anything takes on a busy machine.</summary>
    public static TimeSpan Time { get; } = TimeSpan.FromMinutes(10);
}
