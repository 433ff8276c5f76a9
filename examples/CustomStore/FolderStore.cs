using System.Runtime.CompilerServices;
using ZenML.Core.Errors;
using ZenML.SecretsStores.Entries;

namespace CustomStore;

/// <summary>
/// A store that has a file for each entry, readable to its owner only. It stands for yours: implement <see cref="IEntryStore"/>, and
/// <see cref="EntrySecretsStore"/> does what all stores have in common.
/// </summary>
public sealed class FolderStore(string folder, EntryOwner owner) : IEntryStore
{
    // The only version of each entry: a name is written once.
    private const string FirstVersion = "1";

    public string DisplayName => "the folder of secrets";

    public int MaximumEntryBytes => 1024 * 1024;

    public async Task<string> WriteAsync(EntryName name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var path = await FindPathAsync(name, cancellationToken);
        if (File.Exists(path))
        {
            // The server repeats a write whose answer it did not get.
            var present = await File.ReadAllBytesAsync(path, cancellationToken);
            return present.AsSpan().SequenceEqual(content.Span)
                ? FirstVersion
                : throw new ZenException(ErrorCode.StoreDamaged, $"The entry '{name.Format('.')}' exists already with other content.");
        }

        // A file is there whole, or not at all.
        var draft = $"{path}.{Guid.NewGuid():N}.draft";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        await using (var file = new FileStream(draft, options))
        {
            await file.WriteAsync(content, cancellationToken);
            file.Flush(flushToDisk: true);
        }

        File.Move(draft, path, overwrite: true);
        return FirstVersion;
    }

    public async Task<ReadOnlyMemory<byte>?> ReadAsync(EntryName name, string version, CancellationToken cancellationToken)
    {
        var path = await FindPathAsync(name, cancellationToken);
        if (version != FirstVersion || !File.Exists(path))
        {
            return null;
        }

        return await File.ReadAllBytesAsync(path, cancellationToken);
    }

    public async Task DeleteAsync(EntryName name, CancellationToken cancellationToken) =>
        File.Delete(await FindPathAsync(name, cancellationToken));

    public async Task<bool> ExistsAsync(EntryName name, CancellationToken cancellationToken) =>
        File.Exists(await FindPathAsync(name, cancellationToken));

    public async IAsyncEnumerable<EntryName> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var path in Directory.EnumerateFiles(await FindFolderAsync(cancellationToken)))
        {
            if (EntryName.TryParse(Path.GetFileName(path), '.') is { } name)
            {
                yield return name;
            }
        }
    }

    public async Task ProbeAsync(CancellationToken cancellationToken) =>
        _ = Directory.EnumerateFiles(await FindFolderAsync(cancellationToken)).Any();

    private async Task<string> FindPathAsync(EntryName name, CancellationToken cancellationToken) =>
        Path.Combine(await FindFolderAsync(cancellationToken), name.Format('.'));

    /// <summary>The folder of the server's entries: those of other servers are not touched.</summary>
    private async Task<string> FindFolderAsync(CancellationToken cancellationToken)
    {
        var own = Path.Combine(folder, $"{await owner.GetAsync(cancellationToken):D}");
        Directory.CreateDirectory(own);
        return own;
    }
}
