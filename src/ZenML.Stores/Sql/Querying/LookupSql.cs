using System.Data.Common;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Resources;
using ZenML.Stores.Sql.Sessions;

namespace ZenML.Stores.Sql.Querying;

/// <summary>Answers the questions of <see cref="Lookup"/> from one table.</summary>
/// <param name="session">Where to ask.</param>
/// <param name="select">The select list with its joins, up to the condition.</param>
/// <param name="alias">The alias of the table.</param>
/// <param name="confinement">The condition that every answer fulfils.</param>
/// <param name="parameters">The parameters of the confinement.</param>
/// <param name="map">Reads a row.</param>
internal sealed class LookupSql<TResource>(
    SqlSession session, string select, string alias, string confinement, IReadOnlyList<SqlParameter> parameters,
    Func<DbDataReader, TResource> map)
    : ILookupSource<TResource>
    where TResource : class, IResource
{
    public async Task<TResource?> FindByIdAsync(Guid id, CancellationToken cancellationToken) =>
        await session.FindAsync(
            $"{select} WHERE {alias}.id = @id AND {confinement}",
            map,
            cancellationToken,
            [.. parameters, ("@id", id.ToStored())]);

    public async Task<IReadOnlyList<TResource>> FindByNameAsync(string name, CancellationToken cancellationToken) =>
        await session.QueryAsync(
            $"{select} WHERE {alias}.name = @name AND {confinement}",
            map,
            cancellationToken,
            [.. parameters, ("@name", name)]);

    public Task<IReadOnlyList<TResource>> FindByIdPrefixAsync(string hexadecimalPrefix, int limit, CancellationToken cancellationToken) =>
        FindByPrefixAsync($"{alias}.id", hexadecimalPrefix, limit, cancellationToken);

    public Task<IReadOnlyList<TResource>> FindByNamePrefixAsync(string prefix, int limit, CancellationToken cancellationToken) =>
        FindByPrefixAsync($"{alias}.name", prefix, limit, cancellationToken);

    private async Task<IReadOnlyList<TResource>> FindByPrefixAsync(
        string column, string prefix, int limit, CancellationToken cancellationToken)
    {
        var (condition, range) = TextRange.BeginsWith(column, prefix);
        return await session.QueryAsync(
            $"{select} WHERE {condition} AND {confinement} ORDER BY {alias}.created, {alias}.id LIMIT @limit",
            map, cancellationToken, [.. parameters, .. range, ("@limit", (long)limit)]);
    }
}
