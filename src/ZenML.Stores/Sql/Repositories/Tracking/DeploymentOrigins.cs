using ZenML.Core.PlainResources;
using ZenML.Core.Resources;
using ZenML.Core.Runs.Deployments;
using ZenML.Stores.Sql.Repositories.PlainResources;
using ZenML.Stores.Sql.Sessions;

namespace ZenML.Stores.Sql.Repositories.Tracking;

/// <summary>Reads the builds, schedules and code references of deployments, in at most five queries.</summary>
internal static class DeploymentOrigins
{
    private const string CodeReferenceColumns = "c.code_repository_id, c.id, c.commit_name, c.subdirectory, c.created";

    /// <summary>The origins of deployments; those that name nothing are left out.</summary>
    public static async Task<IReadOnlyDictionary<Id<Deployment>, DeploymentOrigin>> LoadAsync(
        SqlSession session, IEnumerable<Id<Deployment>> deployments, CancellationToken cancellationToken)
    {
        var rows = await session.QueryByIdsAsync(
            deployments.Select(deployment => deployment.ToStored()),
            list =>
                $"""
                SELECT d.id, d.build_id, d.schedule_id, d.code_reference_id FROM pipeline_deployments d
                WHERE d.id IN ({list})
                    AND (d.build_id IS NOT NULL OR d.schedule_id IS NOT NULL OR d.code_reference_id IS NOT NULL)
                """,
            row => (
                Deployment: row.Id<Deployment>(),
                Build: row.IdOrNull<PlainResource>(),
                Schedule: row.IdOrNull<PlainResource>(),
                Code: row.IdOrNull<CodeReference>()),
            cancellationToken);
        var builds = await ReadAsync(session, Builds.Kind, rows.Select(row => row.Build), cancellationToken);
        var schedules = await ReadAsync(session, Schedules.Kind, rows.Select(row => row.Schedule), cancellationToken);
        var code = await ReadCodeAsync(session, rows.Select(row => row.Code), cancellationToken);
        return rows.ToDictionary(
            row => row.Deployment,
            row => new DeploymentOrigin(Find(builds, row.Build), Find(schedules, row.Schedule), Find(code, row.Code)));
    }

    /// <summary>The reference to a commit and folder of a code repository, or null.</summary>
    public static Task<CodeReference?> FindCodeReferenceAsync(
        SqlSession session, PlainResource repository, NewCodeReference code, CancellationToken cancellationToken) => session.FindAsync(
        $"""
        SELECT {CodeReferenceColumns} FROM code_references c
        WHERE c.code_repository_id = @repository AND c.commit_name = @commit AND c.subdirectory = @subdirectory
        """,
        reader => MapCode(new(reader), new() { [repository.Id] = repository }),
        cancellationToken,
        ("@repository", repository.Id.ToStored()), ("@commit", code.Commit), ("@subdirectory", code.Subdirectory));

    private static async Task<Dictionary<Id<CodeReference>, CodeReference>> ReadCodeAsync(
        SqlSession session, IEnumerable<Id<CodeReference>?> ids, CancellationToken cancellationToken)
    {
        var wanted = ids.OfType<Id<CodeReference>>().Select(id => id.ToStored()).ToArray();
        var repositories = await ReadAsync(
            session,
            CodeRepositories.Kind,
            (await session.QueryByIdsAsync(
                wanted,
                list => $"SELECT c.code_repository_id FROM code_references c WHERE c.id IN ({list})",
                row => row.IdOrNull<PlainResource>(),
                cancellationToken)).Distinct(),
            cancellationToken);
        return (await session.QueryByIdsAsync(
            wanted,
            list => $"SELECT {CodeReferenceColumns} FROM code_references c WHERE c.id IN ({list})",
            row => MapCode(row, repositories),
            cancellationToken)).ToDictionary(code => code.Id);
    }

    private static async Task<Dictionary<Id<PlainResource>, PlainResource>> ReadAsync(
        SqlSession session, PlainResourceKind kind, IEnumerable<Id<PlainResource>?> ids, CancellationToken cancellationToken)
    {
        var table = PlainResourceTable.Of(kind);
        return (await session.QueryByIdsAsync(
            ids.OfType<Id<PlainResource>>().Select(id => id.ToStored()),
            list => $"{table.Select} WHERE x.id IN ({list})", table.MapRow, cancellationToken)).ToDictionary(resource => resource.Id);
    }

    private static CodeReference MapCode(RowCursor row, Dictionary<Id<PlainResource>, PlainResource> repositories) => new()
    {
        CodeRepository = repositories[row.Id<PlainResource>()],
        Id = row.Id<CodeReference>(),
        Commit = row.Text(),
        Subdirectory = row.Text(),
        Created = row.Time(),
    };

    private static TResource? Find<TKey, TResource>(Dictionary<TKey, TResource> resources, TKey? id)
        where TKey : struct
        where TResource : class => id is { } key ? resources.GetValueOrDefault(key) : null;
}
