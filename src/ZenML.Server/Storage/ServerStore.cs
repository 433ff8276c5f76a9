using ZenML.Core.Errors;
using ZenML.Server.Configuration;
using ZenML.Stores.Servers;
using ZenML.Stores.Sql;

namespace ZenML.Server.Storage;

/// <summary>Opens the configured store.</summary>
internal static class ServerStore
{
    /// <summary>Opens the store. Initializes an empty database and migrates an older store.</summary>
    /// <param name="options">The options.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="warn">Receives warnings for the operator; null to ignore them.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ZenException">The store cannot be opened. <see cref="ErrorCode.StoreDamaged"/>: the configured check found
    /// damage.</exception>
    public static async Task<SqlStore> OpenAsync(
        ServerOptions options, TimeProvider clock, Action<string>? warn, CancellationToken cancellationToken)
    {
        var store = await SqlStoreFactory.OpenAsync(
            new SqlStoreOptions
            {
                Url = options.Store, Folder = options.Folder, EncryptionKey = options.EncryptionKey?.Reveal(), Clock = clock,
                OnWarning = warn, SecretVersions = options.SecretVersions,
            },
            cancellationToken);
        try
        {
            if (options.ChecksStore)
            {
                await CheckAsync(store, cancellationToken);
            }

            return store;
        }
        catch
        {
            await store.DisposeAsync();
            throw;
        }
    }

    private static async Task CheckAsync(SqlStore store, CancellationToken cancellationToken)
    {
        var report = await store.CheckAsync(cancellationToken);
        if (report.Problems.Count > 0)
        {
            throw new ZenException(ErrorCode.StoreDamaged,
                $"The store is damaged. Restore it from a backup, or start without {SettingNames.CheckStore}. Nothing was changed.\n"
                + $"{string.Join('\n', report.Problems):raw}");
        }
    }
}
