using ZenML.Core.Errors;

namespace ZenML.SecretsStores.Entries;

/// <summary>A back end that returns many entries in one request.</summary>
public interface IEntryBatchReader
{
    /// <summary>As <see cref="IEntryStore.ReadAsync"/>, for many entries.</summary>
    /// <returns>The content of those that are there.</returns>
    /// <exception cref="ZenException">As in <see cref="IEntryStore.ReadAsync"/>.</exception>
    Task<IReadOnlyDictionary<EntryName, ReadOnlyMemory<byte>>> ReadManyAsync(
        IReadOnlyCollection<(EntryName Name, string Version)> entries, CancellationToken cancellationToken);
}
