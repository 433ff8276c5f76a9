using ZenML.Core.Errors;
using ZenML.Server.Configuration;
using ZenML.Stores.Sql;

namespace ZenML.Server.Storage;

/// <summary>Opens the store that the options name.</summary>
internal static class ServerStore
{
    /// <summary>Opens it; a SQLite store is created and brought up to date first.</summary>
    public static Task<SqliteStore> OpenAsync(ServerOptions options, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (options.Store.Kind != "sqlite")
        {
            throw new ZenException(ErrorCode.InvalidArgument, $"This version serves SQLite stores only, not {options.Store.Kind}.");
        }

        return SqliteStore.OpenAsync(
            new SqliteStoreOptions
            {
                Folder = Path.GetDirectoryName(options.Store.File)!,
                FileName = Path.GetFileName(options.Store.File),
                EncryptionKey = options.EncryptionKey?.Reveal(),
                Clock = clock,
            },
            cancellationToken);
    }
}
