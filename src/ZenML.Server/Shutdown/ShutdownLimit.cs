using ZenML.Server.Configuration;

namespace ZenML.Server.Shutdown;

/// <summary>The time limit for requests in flight when the server stops.</summary>
internal sealed class ShutdownLimit : IDisposable
{
    /// <summary>How long after the limit requests can send their error responses before their connections are closed.</summary>
    public static readonly TimeSpan TimeToAnswer = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource reached = new();

    private readonly CancellationTokenRegistration registration;

    /// <summary>Starts the timer when the server begins to stop.</summary>
    public ShutdownLimit(IHostApplicationLifetime lifetime, ServerOptions options) =>
        registration = lifetime.ApplicationStopping.Register(() => reached.CancelAfter(options.ShutdownTimeout));

    /// <summary>Cancelled when the limit is reached.</summary>
    public CancellationToken Reached => reached.Token;

    /// <summary>Stops the timer.</summary>
    public void Dispose()
    {
        registration.Dispose();
        reached.Dispose();
    }
}
