using System.Collections.Concurrent;
using System.Text;
using ZenML.Core.Errors;
using ZenML.SecretsStores.Entries;

namespace ZenML.SecretsStores.Tests.Entries;

/// <summary>Entries in memory.</summary>
internal sealed class MemoryEntryStore : IEntryStore
{
    private int versions;

    public ConcurrentDictionary<EntryName, (string Version, byte[] Content)> Entries { get; } = [];

    /// <summary>The names that were written, in order.</summary>
    public ConcurrentQueue<EntryName> Written { get; } = [];

    /// <summary>Which write fails, from 1; 0 for none.</summary>
    public int FailingWrite { get; set; }

    /// <summary>How many requests there were.</summary>
    public int Requests { get; private set; }

    public string DisplayName => "the memory";

    public int MaximumEntryBytes { get; init; } = 1_000;

    public string? Text(EntryName name) => Entries.TryGetValue(name, out var entry) ? Encoding.UTF8.GetString(entry.Content) : null;

    public Task<string> WriteAsync(EntryName name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        Requests++;
        Assert.InRange(content.Length, 0, MaximumEntryBytes);
        if (Written.Count + 1 == FailingWrite)
        {
            throw new ZenException(ErrorCode.StoreUnavailable, "A write fails for a test.");
        }

        Written.Enqueue(name);
        var version = $"v{Interlocked.Increment(ref versions)}";
        Entries[name] = (version, content.ToArray());
        return Task.FromResult(version);
    }

    public Task<ReadOnlyMemory<byte>?> ReadAsync(EntryName name, string version, CancellationToken cancellationToken)
    {
        Requests++;
        return Task.FromResult(
            Entries.TryGetValue(name, out var entry) && entry.Version == version ? new ReadOnlyMemory<byte>?(entry.Content) : null);
    }

    public Task DeleteAsync(EntryName name, CancellationToken cancellationToken)
    {
        Requests++;
        Entries.TryRemove(name, out _);
        return Task.CompletedTask;
    }

    public IAsyncEnumerable<EntryName> ListAsync(CancellationToken cancellationToken) => Entries.Keys.ToAsyncEnumerable();

    public Task ProbeAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
