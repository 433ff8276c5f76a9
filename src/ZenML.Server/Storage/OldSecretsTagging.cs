using ZenML.Server.Background;
using ZenML.Stores.Sql;

namespace ZenML.Server.Storage;

/// <summary>Adds row tags to secrets that an older version wrote. Checks once a day whether any are left.</summary>
internal sealed class OldSecretsTagging(SqlStore store, TimeProvider clock, ILogger<OldSecretsTagging> log)
    : RecurringWork("tagging the rows of old secrets", TimeSpan.FromDays(1), clock, log)
{
    protected override Task RunOnceAsync(CancellationToken cancellationToken) => store.TagOldSecretsAsync(cancellationToken);
}
