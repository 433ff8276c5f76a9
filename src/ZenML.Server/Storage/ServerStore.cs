using ZenML.Server.Configuration;
using ZenML.Stores.Sql;

namespace ZenML.Server.Storage;

/// <summary>Opens the store that the options name.</summary>
internal static class ServerStore
{
    /// <summary>Opens it; an empty database becomes a store, and an older one is brought up to date.</summary>
    public static Task<SqlStore> OpenAsync(ServerOptions options, TimeProvider clock, CancellationToken cancellationToken) => SqlStore.OpenAsync(
        new SqlStoreOptions { Url = options.Store, Folder = options.Folder, EncryptionKey = options.EncryptionKey?.Reveal(), Clock = clock }, cancellationToken);
}
