using System.Globalization;
using ZenML.Core.Accounts.Users;
using ZenML.Core.PlainResources;
using ZenML.Core.Querying;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Resources;
using ZenML.Stores.Sql.Querying;
using ZenML.Stores.Sql.Sessions;

namespace ZenML.Stores.Sql.Repositories;

internal sealed class UserRepository(SqlSession session) : IUserRepository
{
    private const string Select = $"SELECT {UserRows.Columns} FROM users u";

    private const string Persons = "u.is_service_account = 0";

    private const string Programs = "u.is_service_account = 1";

    // Deleted secrets go with the account: nobody else may undelete them, and they are nothing that one would see.
    private const string DeletedSecrets = "SELECT s.id FROM secrets s WHERE s.user_id = @id AND s.deleted IS NOT NULL";

    // What an account can own. A table that refers to users and is not here would make deleting fail with a broken reference.
    private static readonly (string Table, string Noun)[] Owning =
    [
        ("(SELECT s.user_id FROM secrets s WHERE s.deleted IS NULL)", "secret"),
        ("components", "component"), ("stacks", "stack"), ("flavors", "flavor"), ("pipelines", "pipeline"),
        ("pipeline_deployments", "deployment"), ("pipeline_runs", "run"), ("step_runs", "step"),
        ("artifact_versions", "artifact version"), ("run_metadata", "note"),
        .. PlainResourceKinds.All.Select(kind => (kind.Collection, kind.Noun)),
        ("models", "model"), ("model_versions", "model version"),
        ("model_version_artifacts", "artifact link"), ("model_version_runs", "run link"),
    ];

    private static readonly ListSql List = new(Select, "users u", "u", new Dictionary<string, string>
    {
        ["id"] = "u.id {}", ["created"] = "u.created {}", ["updated"] = "u.updated {}", ["name"] = "u.name {}",
        ["full_name"] = "u.full_name {}", ["active"] = "u.is_active {}", ["email"] = "u.email {}",
        ["email_opted_in"] = "u.email_opted_in {}",
        ["external_user_id"] = "u.external_user_id {}", ["description"] = "COALESCE(u.description, '') {}",
    }, null);

    private readonly LookupSql<User> any = new(session, Select, "u", "1 = 1", [], UserRows.Map);

    private readonly LookupSql<User> persons = new(session, Select, "u", Persons, [], UserRows.Map);

    public ILookupSource<User> ServiceAccounts { get; } = new LookupSql<User>(session, Select, "u", Programs, [], UserRows.Map);

    public Task<User?> FindByIdAsync(Guid id, CancellationToken cancellationToken) => any.FindByIdAsync(id, cancellationToken);

    public Task<IReadOnlyList<User>> FindByNameAsync(string name, CancellationToken cancellationToken) =>
        persons.FindByNameAsync(name, cancellationToken);

    public Task<IReadOnlyList<User>> FindByIdPrefixAsync(string hexadecimalPrefix, int limit, CancellationToken cancellationToken) =>
        persons.FindByIdPrefixAsync(hexadecimalPrefix, limit, cancellationToken);

    public Task<IReadOnlyList<User>> FindByNamePrefixAsync(string prefix, int limit, CancellationToken cancellationToken) =>
        persons.FindByNamePrefixAsync(prefix, limit, cancellationToken);

    public Task<Page<User>> ListAsync(ResourceQuery query, Id<User>? only, CancellationToken cancellationToken) => only is { } one
        ? List.ReadPageAsync(session, query, $"{Persons} AND u.id = @only", [("@only", one.ToStored())], UserRows.Map, cancellationToken)
        : List.ReadPageAsync(session, query, Persons, [], UserRows.Map, cancellationToken);

    public Task<Page<User>> ListServiceAccountsAsync(ResourceQuery query, CancellationToken cancellationToken) =>
        List.ReadPageAsync(session, query, Programs, [], UserRows.Map, cancellationToken);

    public Task<IReadOnlyList<User>> FindByIdsAsync(IReadOnlyCollection<Id<User>> ids, CancellationToken cancellationToken) =>
        InList.QueryAsync(session, $"{Select} WHERE u.id IN", ids.Select(id => id.ToStored()), UserRows.Map, cancellationToken);

    public Task<long> ReadDirectoryVersionAsync(CancellationToken cancellationToken) =>
        session.CountAsync($"SELECT {DirectoryVersion.Expression}", cancellationToken);

    public Task AddAsync(User user, CancellationToken cancellationToken) => session.ChangeDirectoryAsync(
        """
        INSERT INTO users (id, name, full_name, is_active, is_admin, is_service_account, email, email_opted_in,
            external_user_id, user_metadata, description,
            created, updated)
        VALUES (@id, @name, @full_name, @is_active, @is_admin, @is_service_account, @email, @email_opted_in,
            @external_user_id, @user_metadata, @description,
            @created, @updated)
        """,
        cancellationToken,
        [.. UserRows.Changing(user), ("@is_service_account", user.IsServiceAccount.ToStored()), ("@created", user.Created.ToStored())]);

    public Task UpdateAsync(User user, CancellationToken cancellationToken) => session.ChangeDirectoryAsync(
        """
        UPDATE users SET name = @name, full_name = @full_name, is_active = @is_active, is_admin = @is_admin,
            email = @email, email_opted_in = @email_opted_in,
            external_user_id = @external_user_id, user_metadata = @user_metadata, description = @description, updated = @updated
        WHERE id = @id
        """,
        cancellationToken, UserRows.Changing(user));

    public async Task DeleteAsync(Id<User> id, CancellationToken cancellationToken)
    {
        foreach (var statement in (string[])
            [
                "DELETE FROM credentials WHERE user_id = @id", "DELETE FROM password_resets WHERE user_id = @id",
                "DELETE FROM issued_tokens WHERE user_id = @id", "DELETE FROM api_keys WHERE service_account_id = @id",
                "DELETE FROM trusts WHERE service_account_id = @id",
                "DELETE FROM linked_identities WHERE user_id = @id",
                "DELETE FROM devices WHERE user_id = @id",
                "DELETE FROM login_hosts WHERE user_id = @id", "DELETE FROM idempotent_requests WHERE user_id = @id",
                "DELETE FROM role_bindings WHERE holder_kind = 'account' AND holder_id = @id",
                "DELETE FROM secret_grants WHERE holder_kind = 'account' AND holder_id = @id",
                "DELETE FROM group_members WHERE user_id = @id",
                $"DELETE FROM secret_grants WHERE secret_id IN ({DeletedSecrets})",
                $"DELETE FROM secret_values WHERE secret_id IN ({DeletedSecrets})",
                $"{ExternalValueRepository.RetireWhere} IN ({DeletedSecrets})",
                $"DELETE FROM external_values WHERE secret_id IN ({DeletedSecrets})",
                $"DELETE FROM secret_changes WHERE secret_id IN ({DeletedSecrets})",
                $"DELETE FROM secret_labels WHERE secret_id IN ({DeletedSecrets})",
                "DELETE FROM secrets WHERE user_id = @id AND deleted IS NOT NULL",
            ])
        {
            await session.ExecuteAsync(statement, cancellationToken, ("@id", id.ToStored()));
        }

        await session.ChangeDirectoryAsync("DELETE FROM users WHERE id = @id", cancellationToken, ("@id", id.ToStored()));
    }

    public Task<long> CountOtherAdminsAsync(Id<User> besides, CancellationToken cancellationToken) => session.CountAsync(
        "SELECT COUNT(*) FROM users u WHERE u.is_admin = 1 AND u.is_active = 1 AND u.id <> @id",
        cancellationToken,
        ("@id", besides.ToStored()));

    public async Task<IReadOnlyList<(long Number, string Noun)>> CountOwnedAsync(Id<User> id, CancellationToken cancellationToken)
    {
        // One statement for all tables, each named by its place in the list: as text, for which all databases have one type.
        var counts = await session.QueryAsync(
            string.Join(" UNION ALL ", Owning.Select((owning, place) => string.Create(
                CultureInfo.InvariantCulture,
                $"SELECT '{place}', COUNT(*) FROM {owning.Table} t WHERE t.user_id = @id"))),
            reader => (Place: int.Parse(reader.GetString(0), CultureInfo.InvariantCulture), Number: reader.GetInt64(1)),
            cancellationToken, ("@id", id.ToStored()));
        return
        [
            .. counts.Where(count => count.Number > 0).OrderBy(count => count.Place)
                .Select(count => (count.Number, Owning[count.Place].Noun)),
        ];
    }
}
