using ZenML.Server.Configuration;
using ZenML.Stores.Sql;

namespace ZenML.Server.Storage;

/// <summary>Opens the store that the options name.</summary>
internal static class ServerStore
{
    /// <summary>Opens it; an empty database becomes a store, and an older one is brought up to date.</summary>
    /// <param name="options">The options.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="warn">Told what who runs the server should know; null for nobody.</param>
    /// <param name="cancellationToken">Ends the opening.</param>
    public static Task<SqlStore> OpenAsync(ServerOptions options, TimeProvider clock, Action<string>? warn, CancellationToken cancellationToken) => SqlStore.OpenAsync(
        new SqlStoreOptions
        {
            Url = options.Store, Folder = options.Folder, EncryptionKey = options.EncryptionKey?.Reveal(), Clock = clock, OnWarning = warn,
        },
        cancellationToken);
}
