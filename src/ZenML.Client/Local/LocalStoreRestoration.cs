using System.Text.Json;
using ZenML.Client.Settings;
using ZenML.Core.Backups;
using ZenML.Core.Errors;
using ZenML.Core.Persistence;
using ZenML.Stores.Sqlite.Backup;

namespace ZenML.Client.Local;

/// <summary>
/// A copy of a store that is about to replace the local one: write its parts to <see cref="PathOf"/>, then call
/// <see cref="CheckAsync"/> and <see cref="CommitAsync"/>. Until then nothing is changed.
/// </summary>
internal sealed class LocalStoreRestoration : IDisposable
{
    private readonly SqliteRestoration restoration;

    private readonly ZenClientOptions options;

    internal LocalStoreRestoration(SqliteRestoration restoration, ZenClientOptions options) =>
        (this.restoration, this.options) = (restoration, options);

    /// <summary>Makes sure that the key of the copy is at hand.</summary>
    /// <param name="hasOwnKey">Whether the copy has no key ring, because its owner brings the key.</param>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.WrongEncryptionKey"/>: no key is set and one is needed, or one is set and the copy has a key ring.
    /// </exception>
    public void EnsureKey(bool hasOwnKey)
    {
        if (hasOwnKey == (options.FindEncryptionKey() is not null))
        {
            return;
        }

        throw new ZenException(ErrorCode.WrongEncryptionKey, hasOwnKey
            ? $"The store in this backup was created with a key of your own, which is not in the backup. Set "
                + $"{ZenClientOptions.EncryptionKeyVariable} to that key and try again. Nothing was changed."
            : $"The store in this backup has a key ring, so {ZenClientOptions.EncryptionKeyVariable} must not be set. Unset it and try "
                + $"again. Nothing was changed.");
    }

    /// <summary>The full path of the file for a part. It is in a private folder and does not exist yet.</summary>
    public string PathOf(StorePartKind kind) => restoration.PathOf(kind);

    /// <summary>Opens the copy, brings an older one up to date, and checks all of it.</summary>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.StoreDamaged"/>: something in it is damaged, or a newer version wrote it.
    /// <see cref="ErrorCode.WrongEncryptionKey"/>: its key is another one.
    /// </exception>
    public async Task<StoreReport> CheckAsync(CancellationToken cancellationToken = default)
    {
        var report = await restoration.CheckAsync(cancellationToken);
        return report.Problems.Count == 0
            ? report
            : throw new ZenException(ErrorCode.StoreDamaged,
                $"The store in the backup is damaged. Nothing was changed. Use another backup.\n{string.Join('\n', report.Problems):raw}");
    }

    /// <summary>
    /// Puts the copy in place. Then makes its workspace and stacks the active ones of the local store; if the settings cannot be changed,
    /// that is a warning.
    /// </summary>
    /// <returns>The folder with the old store; null if there was none.</returns>
    /// <exception cref="ZenException">
    /// As in <see cref="LocalStore.RestoreAsync"/>; nothing was changed. <see cref="ErrorCode.StoreUnavailable"/>: it was decided and could
    /// not be finished, which the message says; whoever opens the store next finishes it.
    /// </exception>
    public async Task<string?> CommitAsync(CancellationToken cancellationToken = default)
    {
        var file = PathOf(StorePartKind.Settings);
        var chosen = File.Exists(file) ? Read(file) : new LocalSettings();
        var aside = await restoration.CommitAsync(cancellationToken);
        Activate(chosen);
        return aside;
    }

    /// <summary>Deletes what was not put in place.</summary>
    public void Dispose() => restoration.Dispose();

    private void Activate(LocalSettings chosen)
    {
        var stacks = LocalStore.StacksOf(chosen, ofServers: false);
        try
        {
            new SettingsFile(options).Change(current => current with
            {
                Workspace = chosen.Workspace,
                Stacks = LocalStore.StacksOf(current, ofServers: true).Where(stack => !stacks.ContainsKey(stack.Key)).Concat(stacks)
                    .ToDictionary(),
            });
        }
        catch (ZenException exception)
        {
            options.OnWarning?.Invoke(MessageText.Of(
                $"The store was restored, but its active workspace and stack were not: {exception.Message:raw} Then choose them: zenml "
                + $"workspace set NAME, zenml stack set NAME"));
        }
    }

    private static LocalSettings Read(string file)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(file), SettingsJson.Default.LocalSettings)
                ?? throw new JsonException("The file contains only null.");
        }
        catch (JsonException exception)
        {
            throw new ZenException(ErrorCode.StoreDamaged,
                "The settings in the backup are damaged, or a newer version wrote them. Nothing was changed.", exception);
        }
    }
}
