using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.CompilerServices;
using ZenML.Core.Errors;
using ZenML.Core.Secrets;
using ZenML.Core.Secrets.Storage;

namespace ZenML.SecretsStores.Entries;

/// <summary>
/// Secrets in the entries of a back end: values as one JSON object of texts, in UTF-8 without escapes that are not needed, checked against
/// the back end's size before any request. What is larger is split into parts, which are written before the entry that names them.
/// </summary>
/// <param name="entries">The back end. It is disposed with this.</param>
public sealed class EntrySecretsStore(IEntryStore entries) : ISecretsStore, ISecretBatchReader, ISecretVersionLister, IDisposable
{
    private const int RequestsAtOnce = 8;

    /// <inheritdoc />
    public async Task<string> PutAsync(SecretVersionKey key, SecretValues values, CancellationToken cancellationToken)
    {
        var content = EntryJson.Write(values);
        var name = new EntryName(key, 0);
        if (content.Length <= entries.MaximumEntryBytes)
        {
            return await entries.WriteAsync(name, content, cancellationToken);
        }

        var pieces = EntryParts.Cut(content, entries.MaximumEntryBytes);
        if (EntryParts.SizeOf(pieces.Count) > entries.MaximumEntryBytes)
        {
            throw new ZenException(ErrorCode.TooLarge, string.Create(
                CultureInfo.InvariantCulture,
                $"The values have {content.Length} bytes as JSON, more than {entries.DisplayName} can hold in parts of "
                    + $"{entries.MaximumEntryBytes} bytes."));
        }

        var versions = new List<string>();

        // One after the other: so those that a failure leaves have no gap, and a deletion finds all of them.
        foreach (var (index, piece) in pieces.Index())
        {
            versions.Add(await entries.WriteAsync(name with { Part = index + 1 }, piece, cancellationToken));
        }

        var parts = new EntryParts(versions, content.Length, EntryParts.HashOf(content));
        return await entries.WriteAsync(name, parts.Write(), cancellationToken);
    }

    /// <inheritdoc />
    public async Task<SecretValues?> GetAsync(StoredSecretVersion version, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(version);
        return await entries.ReadAsync(new EntryName(version.Key, 0), version.BackendVersion, cancellationToken) is { } content
            ? await ReadAsync(version.Key, content, cancellationToken)
            : null;
    }

    /// <inheritdoc />
    public async Task<IReadOnlyDictionary<SecretVersionKey, SecretValues>> GetManyAsync(
        IReadOnlyCollection<StoredSecretVersion> versions, CancellationToken cancellationToken)
    {
        var found = new ConcurrentDictionary<SecretVersionKey, SecretValues>();
        if (entries is IEntryBatchReader batch)
        {
            var contents = await batch.ReadManyAsync(
                [.. versions.Select(version => (new EntryName(version.Key, 0), version.BackendVersion))], cancellationToken);
            foreach (var (name, content) in contents)
            {
                if (await ReadAsync(name.Version, content, cancellationToken) is { } values)
                {
                    found[name.Version] = values;
                }
            }

            return found;
        }

        await EachAsync(versions, async (version, token) =>
        {
            if (await GetAsync(version, token) is { } values)
            {
                found[version.Key] = values;
            }
        }, cancellationToken);
        return found;
    }

    /// <inheritdoc />
    public async Task DeleteAsync(SecretVersionKey key, CancellationToken cancellationToken)
    {
        var name = new EntryName(key, 0);
        await entries.DeleteAsync(name, cancellationToken);
        var last = 0;
        while (await entries.ExistsAsync(name with { Part = last + 1 }, cancellationToken))
        {
            last++;
        }

        // From the last to the first, so that a repetition finds those that are left.
        for (; last > 0; last--)
        {
            await entries.DeleteAsync(name with { Part = last }, cancellationToken);
        }
    }

    /// <inheritdoc />
    public Task ProbeAsync(CancellationToken cancellationToken) => entries.ProbeAsync(cancellationToken);

    /// <inheritdoc />
    public async IAsyncEnumerable<SecretVersionKey> ListVersionsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var listed = new HashSet<SecretVersionKey>();
        await foreach (var name in entries.ListAsync(cancellationToken))
        {
            if (listed.Add(name.Version))
            {
                yield return name.Version;
            }
        }
    }

    /// <inheritdoc />
    public void Dispose() => (entries as IDisposable)?.Dispose();

    private static Task EachAsync<TItem>(
        IEnumerable<TItem> items, Func<TItem, CancellationToken, ValueTask> run, CancellationToken cancellationToken) =>
        Parallel.ForEachAsync(
            items, new ParallelOptions { MaxDegreeOfParallelism = RequestsAtOnce, CancellationToken = cancellationToken }, run);

    private async Task<SecretValues?> ReadAsync(
        SecretVersionKey key, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        if (EntryJson.TryRead(content) is { } values)
        {
            return values;
        }

        if (EntryParts.TryRead(content) is not { } parts)
        {
            throw Damaged(key, "is not a JSON object of texts");
        }

        var pieces = new ReadOnlyMemory<byte>?[parts.Versions.Count];
        await EachAsync(parts.Versions.Index(), async (part, token) => pieces[part.Index] = await entries.ReadAsync(
            new EntryName(key, part.Index + 1), part.Item, token), cancellationToken);
        if (pieces.Any(piece => piece is null))
        {
            return null;
        }

        var whole = Join(pieces);
        return EntryParts.HashOf(whole) == parts.Hash && EntryJson.TryRead(whole) is { } joined
            ? joined
            : throw Damaged(key, "has parts that are not those that were written");
    }

    private static ReadOnlyMemory<byte> Join(IReadOnlyList<ReadOnlyMemory<byte>?> pieces)
    {
        var whole = new byte[pieces.Sum(piece => piece!.Value.Length)];
        var length = 0;
        foreach (var piece in pieces)
        {
            piece!.Value.CopyTo(whole.AsMemory(length));
            length += piece.Value.Length;
        }

        return whole;
    }

    private ZenException Damaged(SecretVersionKey key, string problem) => new(
        ErrorCode.StoreDamaged,
        $"The entry '{new EntryName(key, 0).Format('/')}' in {entries.DisplayName} {problem}. Restore the entry, or change the secret.");
}
