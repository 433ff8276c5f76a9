using ZenML.Core.Accounts.Users;
using ZenML.Core.Querying;
using ZenML.Core.Resources;
using ZenML.Core.Runs.Metadata;
using ZenML.Core.Stacks.Components;
using ZenML.Core.Workspaces;
using ZenML.Stores.Sql.Querying;
using ZenML.Stores.Sql.Sessions;

namespace ZenML.Stores.Sql.Repositories.Tracking;

internal sealed class RunMetadataRepository(SqlSession session) : IRunMetadataRepository
{
    private const string Select =
        """
        SELECT m.id, m.subject, m.subject_id, m.stack_component_id, m.metadata_key, m.metadata_value, m.type,
            m.workspace_id, w.name, m.user_id, u.name, m.created, m.updated
        FROM run_metadata m LEFT JOIN workspaces w ON w.id = m.workspace_id LEFT JOIN users u ON u.id = m.user_id
        """;

    private static readonly ListSql List = new(Select, "run_metadata m", "m", new Dictionary<string, string>
    {
        ["id"] = "m.id {}", ["created"] = "m.created {}", ["updated"] = "m.updated {}",
        ["resource_id"] = "m.subject_id {}", ["resource_type"] = "m.subject {}", ["stack_component_id"] = "m.stack_component_id {}",
        ["key"] = "m.metadata_key {}", ["type"] = "m.type {}",
    }, "m.workspace_id = @workspace");

    public Task AddAsync(RunMetadata metadata, CancellationToken cancellationToken) => session.ExecuteAsync(
        """
        INSERT INTO run_metadata (id, subject, subject_id, stack_component_id, metadata_key, metadata_value, type,
            workspace_id, user_id, created, updated)
        VALUES (@id, @subject, @subject_id, @component, @key, @value, @type, @workspace, @user, @created, @updated)
        """,
        cancellationToken,
        ("@id", metadata.Id.ToStored()), ("@subject", metadata.Subject.ToWord()), ("@subject_id", metadata.SubjectId.ToStored()),
        ("@component", metadata.StackComponent?.ToStored()), ("@key", metadata.Key), ("@value", metadata.Value.Text),
        ("@type", metadata.Type),
        ("@workspace", metadata.Workspace.Id.ToStored()), ("@user", metadata.User.Id.ToStored()),
        ("@created", metadata.Created.ToStored()), ("@updated", metadata.Updated.ToStored()));

    public Task<RunMetadata?> FindByIdAsync(Id<RunMetadata> id, CancellationToken cancellationToken) => session.FindAsync(
        $"{Select} WHERE m.id = @id", reader => Map(new(reader)), cancellationToken, ("@id", id.ToStored()));

    public Task<Page<RunMetadata>> ListAsync(ResourceQuery query, CancellationToken cancellationToken) =>
        List.ReadPageAsync(session, query, reader => Map(new(reader)), cancellationToken);

    /// <summary>Returns the newest entry of each key of each resource, in the order in which the keys were first recorded.</summary>
    public async Task<ILookup<Guid, RunMetadata>> ListAsync(IEnumerable<Guid> subjects, CancellationToken cancellationToken)
    {
        var all = await session.QueryByIdsAsync(
            subjects.Select(subject => subject.ToStored()),
            list =>
                $"""
                {Select}
                WHERE m.subject_id IN ({list}) ORDER BY m.created, m.id
                """,
            Map, cancellationToken);
        return all.GroupBy(metadata => (metadata.SubjectId, metadata.Key)).Select(entries => entries.Last())
            .ToLookup(metadata => metadata.SubjectId);
    }

    private static RunMetadata Map(RowCursor row) => new()
    {
        Id = row.Id<RunMetadata>(),
        Subject = ReadSubject(row.Text()),
        SubjectId = row.Id<RunMetadata>().Value,
        StackComponent = row.IdOrNull<Component>(),
        Key = row.Text(),
        Value = row.Json(),
        Type = row.Text(),
        Workspace = row.ResourceReference<Workspace>(),
        User = row.ResourceReference<User>(),
        Created = row.Time(),
        Updated = row.Time(),
    };

    private static MetadataSubject ReadSubject(string word) =>
        MetadataSubjects.TryParse(word, out var subject) ? subject : throw new FormatException("No such subject.");
}
