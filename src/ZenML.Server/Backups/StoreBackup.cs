using ZenML.Backup;
using ZenML.Core.Backups;
using ZenML.Server.Configuration;

namespace ZenML.Server.Backups;

/// <summary>A consistent copy of the store, which is encrypted while it is sent.</summary>
internal sealed class StoreBackup : IDisposable
{
    private readonly StoreSnapshot snapshot;

    private readonly SealedArchive archive;

    private Action? release;

    private StoreBackup(StoreSnapshot snapshot, SealedArchive archive, Action release) =>
        (this.snapshot, this.archive, this.release) = (snapshot, archive, release);

    /// <summary>The size, in bytes.</summary>
    public long Size => archive.Size;

    /// <summary>The SHA-256 of what is sent.</summary>
    public ReadOnlyMemory<byte> Sha256 { get; private init; }

    /// <summary>Encrypts a copy once for its hash. Nothing encrypted is stored.</summary>
    /// <param name="snapshot">The copy; deleted with the result, or if this fails.</param>
    /// <param name="recipient">Who can open it.</param>
    /// <param name="release">Called when the result is disposed of.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    public static async Task<StoreBackup> SealAsync(
        StoreSnapshot snapshot, BackupRecipient recipient, Action release, CancellationToken cancellationToken)
    {
        SealedArchive? archive = null;
        try
        {
            archive = new SealedArchive(
                recipient, BackupManifest.Of(snapshot, ServerHelp.Version), [.. snapshot.Parts.Select(part => part.Path)]);
            return new StoreBackup(snapshot, archive, release) { Sha256 = await archive.HashAsync(cancellationToken) };
        }
        catch
        {
            archive?.Dispose();
            snapshot.Dispose();
            throw;
        }
    }

    /// <summary>Sends it, as fast as the receiver reads.</summary>
    public Task WriteAsync(Stream target, CancellationToken cancellationToken) =>
        archive.WriteAsync(target, report: null, cancellationToken);

    /// <summary>Deletes the copy.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref release, null) is { } done)
        {
            archive.Dispose();
            snapshot.Dispose();
            done();
        }
    }
}
