using System.Data.Common;
using ZenML.Core.PlainResources;
using ZenML.Core.Querying;
using ZenML.Core.Resources;
using ZenML.Core.Workspaces;
using ZenML.Stores.Encryption;
using ZenML.Stores.Sql.Sessions;

namespace ZenML.Stores.Sql.Repositories.PlainResources;

internal sealed class PlainResourceRepository(SqlSession session, ValueSealer sealer) : IPlainResourceRepository
{
    private readonly PlainResourceValues values = new(session, sealer);

    public async Task<PlainResource?> FindByIdAsync(
        PlainResourceKind kind, Id<PlainResource> id, bool withDetails, CancellationToken cancellationToken)
    {
        var table = PlainResourceTable.Of(kind);
        Func<DbDataReader, PlainResource> map = withDetails ? table.MapDetailed : table.Map;
        var found = await session.FindAsync(
            $"{(withDetails ? table.SelectDetailed : table.Select)} WHERE x.id = @id", map, cancellationToken, ("@id", id.ToStored()));
        return found is not null && withDetails ? (await values.OpenAsync([found], cancellationToken))[0] : found;
    }

    public async Task<bool> ExistsAsync(
        PlainResourceKind kind, Id<Workspace> workspace, string name, CancellationToken cancellationToken) =>
        await session.CountAsync(
            PlainResourceTable.Of(kind).Exists, cancellationToken, ("@workspace", workspace.ToStored()), ("@name", name)) > 0;

    public async Task<Page<PlainResource>> ListAsync(
        PlainResourceKind kind, ResourceQuery query, bool withDetails, CancellationToken cancellationToken)
    {
        var table = PlainResourceTable.Of(kind);
        var list = withDetails ? table.List with { Select = table.SelectDetailed } : table.List;
        Func<DbDataReader, PlainResource> map = withDetails ? table.MapDetailed : table.Map;
        var page = await list.ReadPageAsync(session, PlainElements.Prepare(kind, query), map, cancellationToken);
        return withDetails ? page with { Items = await values.OpenAsync(page.Items, cancellationToken) } : page;
    }

    public async Task AddAsync(PlainResource resource, CancellationToken cancellationToken)
    {
        var table = PlainResourceTable.Of(resource.Kind);
        await session.ExecuteAsync(table.Insert, cancellationToken, table.Inserted(resource));
        await values.AddAsync(resource, cancellationToken);
    }

    public async Task UpdateAsync(PlainResource resource, CancellationToken cancellationToken)
    {
        var table = PlainResourceTable.Of(resource.Kind);
        await session.ExecuteAsync(table.Update, cancellationToken, table.Changed(resource));
        await values.UpdateAsync(resource, cancellationToken);
    }

    public async Task DeleteAsync(PlainResource resource, CancellationToken cancellationToken)
    {
        foreach (var statement in PlainDeletions.OfResource(resource.Kind))
        {
            await session.ExecuteAsync(statement, cancellationToken, ("@id", resource.Id.ToStored()));
        }
    }
}
