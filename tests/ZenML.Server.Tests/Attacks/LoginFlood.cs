using System.Collections.Concurrent;
using ZenML.Server.Tests.Hosting;
using ZenML.TestKit;

namespace ZenML.Server.Tests.Attacks;

/// <summary>
/// Two hundred connections that each log in with made up names in a loop until this object is disposed.
/// </summary>
internal sealed class LoginFlood : IAsyncDisposable
{
    private const int Connections = 200;

    private readonly CancellationTokenSource stopping = new();
    private readonly Func<string?> nextAddress;
    private readonly HttpClient client;
    private readonly Task[] connections;
    private int isDisposed;

    /// <param name="client">What sends, with as many connections as it needs.</param>
    /// <param name="nextAddress">Where the next attempt claims to come from; null for where it comes from.</param>
    public LoginFlood(HttpClient client, Func<string?>? nextAddress = null)
    {
        this.client = client;
        this.nextAddress = nextAddress ?? (() => null);
        connections = [.. Enumerable.Range(0, Connections).Select(_ => Task.Run(SendAsync))];
    }

    /// <summary>The responses so far.</summary>
    public ConcurrentBag<ApiAnswer> Answers { get; } = [];

    /// <summary>Waits until the server rejects attempts, so that the flood has reached its full rate.</summary>
    public Task RiseAsync() => Patience.UntilAsync(
        () => Task.FromResult(Answers.Any(answer => answer.Status is 429 or 503)),
        "the server to turn attempts away",
        TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref isDisposed, 1) == 1)
        {
            return;
        }

        await stopping.CancelAsync();
        await Task.WhenAll(connections).InTimeAsync("the last attempts of the flood");
        stopping.Dispose();
        client.Dispose();
    }

    private async Task SendAsync()
    {
        while (!stopping.IsCancellationRequested)
        {
            Answers.Add(await client.PasswordAsync(nextAddress(), $"{Guid.NewGuid()}", "guess"));
        }
    }
}
