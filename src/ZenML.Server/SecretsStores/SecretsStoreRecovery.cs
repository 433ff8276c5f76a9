using ZenML.Core.Secrets.Storage;
using ZenML.Server.Background;

namespace ZenML.Server.SecretsStores;

/// <summary>Deletes from the back end what unfinished changes left there.</summary>
internal sealed class SecretsStoreRecovery(ExternalSecretValues values, TimeProvider clock, ILogger<SecretsStoreRecovery> log)
    : RecurringWork("cleaning up the secrets store", ExternalSecretValues.IntentLifetime, clock, log)
{
    protected override Task RunOnceAsync(CancellationToken cancellationToken) => values.RecoverAsync(cancellationToken);
}
