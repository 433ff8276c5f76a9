using ZenML.Core.PlainResources;
using ZenML.Core.Resources;
using ZenML.Core.Runs.Deployments;
using ZenML.Stores.Sql.Repositories.PlainResources;
using ZenML.Stores.Sql.Sessions;

namespace ZenML.Stores.Sql.Repositories.Tracking;

/// <summary>
/// Reads the builds, schedules and code references of deployments, in at most four queries; none for those that name nothing.
/// </summary>
internal static class DeploymentOrigins
{
    private const string CodeReferenceColumns = "c.id, c.commit_name, c.subdirectory, c.created";

    /// <summary>The columns of <see cref="Map"/>.</summary>
    public const string Columns = "d.build_id, d.schedule_id, d.code_reference_id";

    /// <summary>Reads the columns after those of a resource.</summary>
    public static OriginRow<TResource> Map<TResource>(TResource resource, RowCursor row) =>
        new(resource, row.IdOrNull<PlainResource>(), row.IdOrNull<PlainResource>(), row.IdOrNull<CodeReference>());

    /// <summary>Returns the resources of rows with their origins.</summary>
    /// <param name="session">The connection.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="change">Returns the resource with an origin.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    public static async Task<IReadOnlyList<TResource>> LoadAsync<TResource>(
        SqlSession session,
        IReadOnlyList<OriginRow<TResource>> rows,
        Func<TResource, DeploymentOrigin, TResource> change,
        CancellationToken cancellationToken)
    {
        var builds = await ReadAsync(session, Builds.Kind, rows.Select(row => row.Build), cancellationToken);
        var schedules = await ReadAsync(session, Schedules.Kind, rows.Select(row => row.Schedule), cancellationToken);
        var code = await ReadCodeAsync(session, rows.Select(row => row.Code), cancellationToken);
        return
        [
            .. rows.Select(row => row.HasOrigin
                ? change(row.Resource, new(Find(builds, row.Build), Find(schedules, row.Schedule), Find(code, row.Code)))
                : row.Resource),
        ];
    }

    /// <summary>The reference to a commit and folder of a code repository, or null.</summary>
    public static Task<CodeReference?> FindCodeReferenceAsync(
        SqlSession session, PlainResource repository, NewCodeReference code, CancellationToken cancellationToken) => session.FindAsync(
        $"""
        SELECT {CodeReferenceColumns} FROM code_references c
        WHERE c.code_repository_id = @repository AND c.commit_name = @commit AND c.subdirectory = @subdirectory
        """,
        reader => ReadCode(new(reader))(repository),
        cancellationToken,
        ("@repository", repository.Id.ToStored()), ("@commit", code.Commit), ("@subdirectory", code.Subdirectory));

    private static async Task<Dictionary<Id<CodeReference>, CodeReference>> ReadCodeAsync(
        SqlSession session, IEnumerable<Id<CodeReference>?> ids, CancellationToken cancellationToken)
    {
        var rows = await session.QueryByIdsAsync(
            ids.OfType<Id<CodeReference>>().Select(id => id.ToStored()),
            list => $"SELECT c.code_repository_id, {CodeReferenceColumns} FROM code_references c WHERE c.id IN ({list})",
            row => (Repository: row.Id<PlainResource>(), ToReference: ReadCode(row)),
            cancellationToken);
        var repositories = await ReadAsync(
            session, CodeRepositories.Kind, rows.Select(row => (Id<PlainResource>?)row.Repository), cancellationToken);
        return rows.Select(row => row.ToReference(repositories[row.Repository])).ToDictionary(code => code.Id);
    }

    private static async Task<Dictionary<Id<PlainResource>, PlainResource>> ReadAsync(
        SqlSession session, PlainResourceKind kind, IEnumerable<Id<PlainResource>?> ids, CancellationToken cancellationToken)
    {
        var table = PlainResourceTable.Of(kind);
        return (await session.QueryByIdsAsync(
            ids.OfType<Id<PlainResource>>().Select(id => id.ToStored()),
            list => $"{table.Select} WHERE x.id IN ({list})", table.MapRow, cancellationToken)).ToDictionary(resource => resource.Id);
    }

    /// <summary>Reads the columns of a code reference after its repository, which is read for all rows together.</summary>
    private static Func<PlainResource, CodeReference> ReadCode(RowCursor row)
    {
        var (id, commit, subdirectory, created) = (row.Id<CodeReference>(), row.Text(), row.Text(), row.Time());
        return repository => new CodeReference
        {
            CodeRepository = repository, Id = id, Commit = commit, Subdirectory = subdirectory, Created = created,
        };
    }

    private static TResource? Find<TKey, TResource>(Dictionary<TKey, TResource> resources, TKey? id)
        where TKey : struct
        where TResource : class => id is { } key ? resources.GetValueOrDefault(key) : null;
}
