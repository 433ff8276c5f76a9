using ZenML.Client;
using ZenML.Cli.Output;
using ZenML.Core.Errors;

namespace ZenML.Cli.Commands.Delivery;

/// <summary>
/// Waits until a command would get other values. It asks for the versions of the secrets, which reveals no value, and reads values
/// only when a version changed.
/// </summary>
internal sealed class ValueWatch(SecretsClient secrets, DeliveryReader reader, Writer writer, TimeSpan interval)
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
        while (true)
        {
            await Task.Delay(interval, cancellationToken);
            try
            {
                var versions = await ReadVersionsAsync(current.Secrets, cancellationToken);
                if (versions == seen)
                {
                    continue;
                }

                var next = await reader.ReadAsync(cancellationToken);
                seen = versions;
                reported = null;
                if (!next.IsSameAs(current))
                {
                    return next;
                }
            }
            catch (ZenException exception)
            {
                Report(exception.Message);
            }
        }
    }

    private async Task<string> ReadVersionsAsync(IReadOnlyCollection<string> names, CancellationToken cancellationToken)
    {
        var versions = new List<string>();
        foreach (var name in names)
        {
            var secret = await secrets.FindAsync(name, cancellationToken: cancellationToken);

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
