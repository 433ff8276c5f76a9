using ZenML.Server.Identity;

namespace ZenML.Server.SingleSignOn;

/// <summary>Remembers the addresses of the identity provider, and asks it rarely, however many people log in.</summary>
internal sealed partial class ProviderDiscovery(
    SingleSignOnOptions options, IssuerDocuments documents, TimeProvider clock, ILogger<ProviderDiscovery> log) : IDisposable
{
    private readonly SemaphoreSlim gate = new(1, 1);

    private ProviderEndpoints? known;

    private DateTimeOffset read;

    private DateTimeOffset failed = DateTimeOffset.MinValue;

    /// <summary>Returns the addresses; older ones if the provider no longer answers.</summary>
    /// <exception cref="IssuerFailure">The provider cannot be read.</exception>
    public async Task<ProviderEndpoints> FindAsync(CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken);
        try
        {
            var now = clock.GetUtcNow();
            if (known is not null && (now - read).Duration() < IssuerKeys.Freshness)
            {
                return known;
            }

            var isUsable = known is not null && (now - read).Duration() < IssuerKeys.LongestUse;
            if ((now - failed).Duration() < IssuerKeys.Pause)
            {
                return isUsable ? known! : throw new IssuerFailure("The identity provider did not answer a moment ago.");
            }

            try
            {
                known = await documents.ReadProviderAsync(options.Rules.Issuer);
                read = clock.GetUtcNow();
                return known;
            }
            catch (IssuerFailure failure)
            {
                failed = clock.GetUtcNow();
                LogFailure(log, options.Rules.Issuer, failure.Message);
                if (isUsable)
                {
                    return known!;
                }

                throw;
            }
        }
        finally
        {
            gate.Release();
        }
    }

    public void Dispose() => gate.Dispose();

    [LoggerMessage(Level = LogLevel.Warning, Message = "The identity provider {Issuer} cannot be read: {Problem}")]
    private static partial void LogFailure(ILogger log, string issuer, string problem);
}
