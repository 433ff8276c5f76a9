using ZenML.Client.Remote.Http;
using ZenML.Client.Remote.Wire;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Resources;
using ZenML.Protocol.Vocabulary;

namespace ZenML.Client.Remote.Lists;

/// <summary>
/// Runs the queries of <see cref="Lookup"/> on a list of a server. Compares the names in the result again, character by character,
/// because servers ignore case and treat some characters as equal.
/// </summary>
/// <param name="list">The list.</param>
/// <param name="confinement">The filter to add to every query.</param>
/// <param name="read">Reads a row; returns null for a resource that the caller may not see.</param>
/// <param name="nameOf">Returns the name of a resource, which can differ from the name in messages.</param>
internal sealed class RemoteLookup<TResource>(
    RemoteList list, QueryText confinement, Func<WireValue, TResource?> read, Func<TResource, string> nameOf) : ILookupSource<TResource>
    where TResource : class, IResource
{
    /// <summary>The filter for queries by full id; null to use the same filter as other queries.</summary>
    public QueryText? ConfinementOfIds { get; init; }

    /// <summary>
    /// Whether a resource matches the filter. The client checks this again, because it does not trust servers to apply the filter.
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
