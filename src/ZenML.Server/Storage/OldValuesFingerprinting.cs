using ZenML.Server.Background;
using ZenML.Stores.Sql;

namespace ZenML.Server.Storage;

/// <summary>Adds fingerprints to values that an older version wrote. Checks once a day whether any are left.</summary>
internal sealed class OldValuesFingerprinting(SqlStore store, TimeProvider clock, ILogger<OldValuesFingerprinting> log)
    : RecurringWork("adding fingerprints to old values", TimeSpan.FromDays(1), clock, log)
{
    protected override Task RunOnceAsync(CancellationToken cancellationToken) => store.FingerprintOldValuesAsync(cancellationToken);
}
