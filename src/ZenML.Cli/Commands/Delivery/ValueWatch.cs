using System.Diagnostics;
using System.Runtime.CompilerServices;
using ZenML.Client;
using ZenML.Cli.Output;
using ZenML.Core.Errors;

namespace ZenML.Cli.Commands.Delivery;

/// <summary>
/// Waits until a command would get other values. The store reports that some secret changed; a server of ZenML does not, so there it
/// asks now and then. It compares the versions of the secrets, which reveals no value, and reads values only when a version changed.
/// </summary>
/// <param name="client">The store.</param>
/// <param name="reader">Reads what the command would get.</param>
/// <param name="writer">Shows failures.</param>
/// <param name="interval">How often to look where changes are not reported, and after a failure.</param>
internal sealed class ValueWatch(ZenClient client, DeliveryReader reader, Writer writer, TimeSpan interval)
{
    private string? reported;

    /// <summary>Waits for a change. Failures are reported once, and the command goes on with the values that it has.</summary>
    /// <param name="current">What the command has.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>What the command would get now.</returns>
    public async Task<Delivery> WaitForChangeAsync(Delivery current, CancellationToken cancellationToken)
    {
        // The versions of the current values are not known, so the first look reads values once more.
        string? seen = null;
        await foreach (var _ in ListenAsync(cancellationToken))
        {
            for (var isLooking = true; isLooking;)
            {
                try
                {
                    var versions = await ReadVersionsAsync(current.Secrets, cancellationToken);
                    if (versions != seen)
                    {
                        var next = await reader.ReadAsync(cancellationToken);
                        seen = versions;
                        if (!next.IsSameAs(current))
                        {
                            return next;
                        }
                    }

                    (isLooking, reported) = (false, null);
                }
                catch (ZenException exception)
                {
                    Report(exception.Message);
                    await Task.Delay(interval, cancellationToken);
                }
            }
        }

        throw new UnreachableException();
    }

    /// <summary>Returns whenever it is time to look. Never ends.</summary>
    private async IAsyncEnumerable<bool> ListenAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (await TryAsync(() => client.SecretChanges.ArePromptAsync(cancellationToken)))
        {
            await using var changes = client.SecretChanges.WatchAsync(failure => Report(failure.Message), cancellationToken)
                .GetAsyncEnumerator(cancellationToken);
            while (await TryAsync(() => changes.MoveNextAsync().AsTask()))
            {
                yield return true;
            }
        }

        // Also if the watch cannot go on, for example because the account may no longer read: perhaps it may again later.
        while (true)
        {
            await Task.Delay(interval, cancellationToken);
            yield return true;
        }
    }

    private async Task<bool> TryAsync(Func<Task<bool>> ask)
    {
        try
        {
            return await ask();
        }
        catch (ZenException exception)
        {
            Report(exception.Message);
            return false;
        }
    }

    private async Task<string> ReadVersionsAsync(IReadOnlyCollection<string> names, CancellationToken cancellationToken)
    {
        var versions = new List<string>();
        foreach (var name in names)
        {
            var secret = await client.Secrets.FindAsync(name, cancellationToken: cancellationToken);

            // A server that counts no versions still has the time of the last change.
            versions.Add(secret.Version > 0 ? $"{secret.Id}:{secret.Version}" : $"{secret.Id}@{secret.Updated:O}");
        }

        return string.Join(' ', versions);
    }

    private void Report(string message)
    {
        if (message != reported)
        {
            reported = message;
            writer.Warn($"The command keeps its values: {message}");
        }
    }
}
