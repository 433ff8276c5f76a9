using System.Data.Common;
using ZenML.Core;
using ZenML.Core.Querying;
using ZenML.Core.Users;
using ZenML.Stores.Sql.Querying;

namespace ZenML.Stores.Sql.Repositories;

internal sealed class UserRepository(SqlSession session) : IUserRepository
{
    private const string Select = "SELECT u.id, u.name, u.full_name, u.is_active, u.is_admin, u.created, u.updated FROM users u";

    private static readonly ListSql List = new(Select, "users u", "u", new Dictionary<string, string>
    {
        ["id"] = "u.id {}", ["created"] = "u.created {}", ["updated"] = "u.updated {}", ["name"] = "u.name {}",
        ["full_name"] = "u.full_name {}", ["active"] = "u.is_active {}",
    }, null);

    private readonly LookupSql<User> lookup = new(session, Select, "u", "1 = 1", [], Map);

    public Task<User?> FindByIdAsync(Guid id, CancellationToken cancellationToken) => lookup.FindByIdAsync(id, cancellationToken);

    public Task<IReadOnlyList<User>> FindByNameAsync(string name, CancellationToken cancellationToken) => lookup.FindByNameAsync(name, cancellationToken);

    public Task<IReadOnlyList<User>> FindByIdPrefixAsync(string hexadecimalPrefix, int limit, CancellationToken cancellationToken) =>
        lookup.FindByIdPrefixAsync(hexadecimalPrefix, limit, cancellationToken);

    public Task<IReadOnlyList<User>> FindByNamePrefixAsync(string prefix, int limit, CancellationToken cancellationToken) =>
        lookup.FindByNamePrefixAsync(prefix, limit, cancellationToken);

    public Task<IReadOnlyList<User>> FindByIdsAsync(IReadOnlyCollection<Id<User>> ids, CancellationToken cancellationToken) =>
        InList.QueryAsync(session, $"{Select} WHERE u.id IN", ids.Select(id => id.ToStored()), Map, cancellationToken);

    public Task<Page<User>> ListAsync(ResourceQuery query, CancellationToken cancellationToken) => List.ReadPageAsync(session, query, Map, cancellationToken);

    /// <summary>Adds an account. Not in the port: accounts are made by the store itself until there is a server.</summary>
    public Task AddAsync(User user, CancellationToken cancellationToken) => session.ExecuteAsync(
        """
        INSERT INTO users (id, name, full_name, is_active, is_admin, created, updated)
        VALUES (@id, @name, @full_name, @is_active, @is_admin, @created, @updated)
        """,
        cancellationToken,
        ("@id", user.Id.ToStored()), ("@name", user.Name), ("@full_name", user.FullName), ("@is_active", user.IsActive ? 1L : 0L),
        ("@is_admin", user.IsAdmin ? 1L : 0L), ("@created", user.Created.ToStored()), ("@updated", user.Updated.ToStored()));

    private static User Map(DbDataReader reader) => new()
    {
        Id = reader.GetId<User>(0),
        Name = reader.GetString(1),
        FullName = reader.GetString(2),
        IsActive = reader.GetInt64(3) != 0,
        IsAdmin = reader.GetInt64(4) != 0,
        Created = reader.GetTime(5),
        Updated = reader.GetTime(6),
    };
}
