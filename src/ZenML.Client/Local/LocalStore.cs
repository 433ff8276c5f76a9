using System.Text.Json;
using ZenML.Client.Settings;
using ZenML.Core.Backups;
using ZenML.Core.Errors;
using ZenML.Platform.Files;
using ZenML.Stores.Sqlite;
using ZenML.Stores.Sqlite.Backup;

namespace ZenML.Client.Local;

/// <summary>The local store as files: to copy them, to put a copy in place, and to look at them.</summary>
internal static class LocalStore
{
    /// <summary>Makes a consistent copy of the local store, with the active workspace and stacks, while others use it.</summary>
    /// <param name="options">Where the store is, and its key if you bring your own.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <returns>The copy, in a private folder. Dispose of it to delete the folder.</returns>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.NotFound"/>: there is no store. <see cref="ErrorCode.WrongEncryptionKey"/>,
    /// <see cref="ErrorCode.StoreUnavailable"/>, <see cref="ErrorCode.StoreDamaged"/>.
    /// </exception>
    public static async Task<StoreSnapshot> SnapshotAsync(ZenClientOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.EnsureMayUseLocalStore();
        EnsureExists(options);
        var settings = new SettingsFile(options).Read();
        await using var store = await SqliteStore.OpenAsync(StoreOptions(options), cancellationToken);
        var snapshot = await store.SnapshotAsync(options.Clock, cancellationToken);
        try
        {
            var chosen = new LocalSettings { Workspace = settings.Workspace, Stacks = StacksOf(settings, ofServers: false) };
            var file = Path.Combine(snapshot.Folder, StorePartKind.Settings.Word());
            PrivateFiles.WriteNew(
                file, $"{file}.new", JsonSerializer.SerializeToUtf8Bytes(chosen, SettingsJson.Default.LocalSettings));
            return new StoreSnapshot(snapshot.Dispose)
            {
                Folder = snapshot.Folder, Parts = [.. snapshot.Parts, new StorePart(StorePartKind.Settings, file)],
                Schema = snapshot.Schema, HasOwnKey = snapshot.HasOwnKey, Created = snapshot.Created, Counts = snapshot.Counts,
            };
        }
        catch
        {
            snapshot.Dispose();
            throw;
        }
    }

    /// <summary>Makes sure that there is a local store. Creates nothing.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotFound"/>: there is none.</exception>
    public static void EnsureExists(ZenClientOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (!SqliteInspection.IsThere(StoreOptions(options)))
        {
            throw new ZenException(ErrorCode.NotFound,
                $"There is no store in '{options.FindConfigPath()}', so there is nothing to back up. If it is elsewhere, set "
                + $"{ZenClientOptions.ConfigPathVariable} to its folder.");
        }
    }

    /// <summary>Begins to put a copy of a store in place of the local one. Nothing is changed yet.</summary>
    /// <param name="options">Where the store is to be, and its key if you bring your own.</param>
    /// <param name="replaces">Whether a store that is there is moved aside. It is never deleted.</param>
    /// <param name="cancellationToken">Cancels the wait for other processes.</param>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.AlreadyExists"/>: there is a store. <see cref="ErrorCode.StoreUnavailable"/>: another program has it open, or
    /// the folder cannot be written.
    /// </exception>
    public static async Task<LocalStoreRestoration> RestoreAsync(
        ZenClientOptions options, bool replaces, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.EnsureMayUseLocalStore();
        return new LocalStoreRestoration(
            await SqliteRestoration.BeginAsync(StoreOptions(options), replaces, cancellationToken), options);
    }

    /// <summary>Looks at the files of the local store. Creates, upgrades and repairs nothing.</summary>
    /// <param name="options">Where the store is, and its key if you bring your own.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    public static Task<StoreInspection> InspectAsync(ZenClientOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        return SqliteInspection.RunAsync(StoreOptions(options) with { OnWarning = null }, cancellationToken);
    }

    /// <summary>Whether the database of the local store has a log, because a program has it open or was cut off.</summary>
    /// <param name="options">Where the store is.</param>
    public static bool HasLog(ZenClientOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return SqliteInspection.HasLog(StoreOptions(options));
    }

    /// <summary>Reads the settings and logins of this account on this machine, as every command does. Changes nothing.</summary>
    /// <param name="options">Where they are.</param>
    /// <returns>The address of the server in use; null for the local store.</returns>
    /// <exception cref="ZenException">They cannot be read, or are damaged.</exception>
    public static string? ReadSettings(ZenClientOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var settings = new SettingsFile(options with { OnWarning = null }).Read();
        var server = settings.FindServerInUse(options);
        if (server is not null)
        {
            _ = new Remote.Login.CredentialsFile(options.FindConfigPath()).Find(server);
        }

        return server;
    }

    internal static IReadOnlyDictionary<Guid, ActiveChoice> StacksOf(LocalSettings settings, bool ofServers) =>
        settings.Stacks.Where(stack => (stack.Value.Server is not null) == ofServers).ToDictionary();

    /// <summary>Where the store is and how it is opened.</summary>
    internal static SqliteStoreOptions StoreOptions(ZenClientOptions options) => new()
    {
        Folder = options.FindConfigPath(),
        EncryptionKey = options.FindEncryptionKey(),
        Clock = options.Clock,
        OnWarning = options.OnWarning,
        SignsChanges = true,
    };
}
