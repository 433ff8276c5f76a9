using ZenML.Client.Remote.Http;
using ZenML.Client.Remote.Wire;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Resources;
using ZenML.Protocol.Vocabulary;

namespace ZenML.Client.Remote.Lists;

/// <summary>
/// Answers the questions of <see cref="Lookup"/> from a list of a server. What comes back is compared once more here, character by
/// character: servers compare names
/// without regard to case, and take some characters for others.
/// </summary>
/// <param name="list">The list.</param>
/// <param name="confinement">What every question is confined to.</param>
/// <param name="read">Reads a row; null for one that does not exist for the caller.</param>
/// <param name="nameOf">The name of a resource, which is not always what messages show.</param>
internal sealed class RemoteLookup<TResource>(
    RemoteList list, QueryText confinement, Func<WireValue, TResource?> read, Func<TResource, string> nameOf) : ILookupSource<TResource>
    where TResource : class, IResource
{
    /// <summary>What a question for a full id is confined to; without it, the same as the others.</summary>
    public QueryText? ConfinementOfIds { get; init; }

    /// <summary>
    /// Whether a resource is within the confinement. Servers are asked for such ones alone, and are not trusted to
    /// answer with no others.
    /// </summary>
    public Func<TResource, bool> IsConfined { get; init; } = _ => true;

    public async Task<TResource?> FindByIdAsync(Guid id, CancellationToken cancellationToken) => await Rows(
        (ConfinementOfIds ?? confinement).With("id", QueryWords.EqualTo(id.ToString("D"))),
        found => found.Uuid == id && (ConfinementOfIds is not null || IsConfined(found)),
        cancellationToken).FirstOrDefaultAsync(cancellationToken);

    public async Task<IReadOnlyList<TResource>> FindByNameAsync(string name, CancellationToken cancellationToken) =>
        await Rows(
            confinement.With("name", QueryWords.EqualTo(name)), found =>
                nameOf(found) == name && IsConfined(found), cancellationToken).ToListAsync(cancellationToken);

    public async Task<IReadOnlyList<TResource>> FindByIdPrefixAsync(
        string hexadecimalPrefix, int limit, CancellationToken cancellationToken) => await Rows(
        confinement.With("id", QueryWords.StartingWith(hexadecimalPrefix)),
        found => found.Uuid.ToString("N").StartsWith(hexadecimalPrefix, StringComparison.Ordinal) && IsConfined(found),
        cancellationToken).Take(limit).ToListAsync(cancellationToken);

    public async Task<IReadOnlyList<TResource>> FindByNamePrefixAsync(
        string prefix, int limit, CancellationToken cancellationToken) => await Rows(
        confinement.With("name", QueryWords.StartingWith(prefix)),
        found => nameOf(found).StartsWith(prefix, StringComparison.Ordinal) && IsConfined(found),
        cancellationToken).Take(limit).ToListAsync(cancellationToken);

    private IAsyncEnumerable<TResource> Rows(QueryText query, Func<TResource, bool> fits, CancellationToken cancellationToken) =>
        list.ReadAllAsync(query, cancellationToken).Select(read).Where(found => found is not null && fits(found)).Select(found => found!);
}
