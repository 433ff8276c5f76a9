using ZenML.Server.Configuration;

namespace ZenML.Server.Shutdown;

/// <summary>Until when a server that stops waits for the requests in flight.</summary>
internal sealed class ShutdownLimit : IDisposable
{
    /// <summary>How long after it requests have to answer that they were cut off, before their connections are closed.</summary>
    public static readonly TimeSpan TimeToAnswer = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource reached = new();

    private readonly CancellationTokenRegistration registration;

    /// <summary>Begins to count when the server is told to stop.</summary>
    public ShutdownLimit(IHostApplicationLifetime lifetime, ServerOptions options) =>
        registration = lifetime.ApplicationStopping.Register(() => reached.CancelAfter(options.ShutdownTimeout));

    /// <summary>Cancelled when it is reached.</summary>
    public CancellationToken Reached => reached.Token;

    /// <summary>Stops counting.</summary>
    public void Dispose()
    {
        registration.Dispose();
        reached.Dispose();
    }
}
