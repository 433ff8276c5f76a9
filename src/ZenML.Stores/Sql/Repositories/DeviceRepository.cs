using System.Data.Common;
using ZenML.Core.Accounts.Devices;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Querying;
using ZenML.Core.Resources;
using ZenML.Stores.Sql.Querying;
using ZenML.Stores.Sql.Sessions;

namespace ZenML.Stores.Sql.Repositories;

internal sealed class DeviceRepository(SqlSession session) : IDeviceRepository
{
    private const string Columns =
        """
        d.id, d.client_id, d.user_id, d.status, d.expires, d.is_trusted, d.failed_attempts, d.last_login,
        d.os, d.hostname, d.address, d.python_version, d.zenml_version, d.created, d.updated
        """;

    private static readonly ListSql List = new($"SELECT {Columns} FROM devices d", "devices d", "d", new Dictionary<string, string>
    {
        ["id"] = "d.id {}", ["created"] = "d.created {}", ["updated"] = "d.updated {}", ["expires"] = "d.expires {}",
        ["client_id"] = "d.client_id {}",
        ["status"] = "d.status {}", ["trusted_device"] = "d.is_trusted {}", ["failed_auth_attempts"] = "d.failed_attempts {}",
        ["last_login"] = "d.last_login {}",
    }, null);

    public async Task<(Device Device, DeviceCodes Codes)?> FindAsync(Id<Device> id, CancellationToken cancellationToken) =>
        await FindAsync("d.id = @key", id.ToStored(), cancellationToken) is [var only] ? only : null;

    public Task<IReadOnlyList<(Device Device, DeviceCodes Codes)>> FindByClientAsync(Guid clientId, CancellationToken cancellationToken) =>
        FindAsync("d.client_id = @key", clientId.ToStored(), cancellationToken);

    public Task<Page<Device>> ListAsync(ResourceQuery query, Id<User> owner, CancellationToken cancellationToken) =>
        List.ReadPageAsync(session, query, "d.user_id = @owner", [("@owner", owner.ToStored())], Map, cancellationToken);

    public Task<long> CountPendingAsync(string? network, DateTimeOffset now, CancellationToken cancellationToken)
    {
        const string pending = "SELECT COUNT(*) FROM devices d WHERE d.status = 'pending' AND d.expires > @now";
        return network is null
            ? session.CountAsync(pending, cancellationToken, ("@now", now.ToStored()))
            : session.CountAsync($"{pending} AND d.network = @network", cancellationToken, ("@now", now.ToStored()), ("@network", network));
    }

    public Task AddAsync(Device device, DeviceCodes codes, string network, CancellationToken cancellationToken) => session.ExecuteAsync(
        """
        INSERT INTO devices (id, client_id, user_id, status, user_code_hash, device_code_hash, expires, is_trusted,
            failed_attempts, last_login,
            os, hostname, address, network, python_version, zenml_version, created, updated)
        VALUES (@id, @client, @user, @status, @user_code, @device_code, @expires, @is_trusted, @failed, @login,
            @os, @hostname, @address, @network, @python, @zenml, @created, @updated)
        """,
        cancellationToken,
        [
            .. Changing(device), ("@client", device.ClientId.ToStored()), ("@user_code", codes.User), ("@device_code", codes.Device),
            ("@os", device.Description.Os), ("@hostname", device.Description.HostName), ("@address", device.Description.Address),
            ("@network", network),
            ("@python", device.Description.PythonVersion),
            ("@zenml", device.Description.ZenmlVersion),
            ("@created", device.Created.ToStored()),
        ]);

    public Task UpdateAsync(Device device, CancellationToken cancellationToken) => session.ExecuteAsync(
        """
        UPDATE devices SET user_id = @user, status = @status, expires = @expires, is_trusted = @is_trusted,
            failed_attempts = @failed, last_login = @login,
            updated = @updated
        WHERE id = @id
        """,
        cancellationToken, Changing(device));

    public Task DeleteAsync(Id<Device> id, CancellationToken cancellationToken) =>
        session.ExecuteAsync("DELETE FROM devices WHERE id = @id", cancellationToken, ("@id", id.ToStored()));

    public Task DeleteExpiredAsync(DateTimeOffset now, CancellationToken cancellationToken) => session.ExecuteAsync(
        "DELETE FROM devices WHERE expires IS NOT NULL AND expires <= @now", cancellationToken, ("@now", now.ToStored()));

    private static SqlParameter[] Changing(Device device) =>
    [
        ("@id", device.Id.ToStored()), ("@user", device.User?.ToStored()), ("@status", device.Status.ToStored()),
        ("@expires", device.Expires?.ToStored()),
        ("@is_trusted", device.IsTrusted.ToStored()), ("@failed", device.FailedAttempts), ("@login", device.LastLogin?.ToStored()),
        ("@updated", device.Updated.ToStored()),
    ];

    private static Device Map(DbDataReader reader) => new()
    {
        Id = reader.GetId<Device>(0),
        ClientId = reader.GetId<Device>(1).Value,
        User = reader.GetIdOrNull<User>(2),
        Status = DeviceStatuses.FromStored(reader.GetString(3)),
        Expires = reader.GetTimeOrNull(4),
        IsTrusted = reader.GetTruth(5),
        FailedAttempts = reader.GetInt64(6),
        LastLogin = reader.GetTimeOrNull(7),
        Description = new DeviceDescription
        {
            Os = reader.GetTextOrNull(8),
            HostName = reader.GetTextOrNull(9),
            Address = reader.GetTextOrNull(10),
            PythonVersion = reader.GetTextOrNull(11),
            ZenmlVersion = reader.GetTextOrNull(12),
        },
        Created = reader.GetTime(13),
        Updated = reader.GetTime(14),
    };

    private async Task<IReadOnlyList<(Device Device, DeviceCodes Codes)>> FindAsync(
        string condition, string key, CancellationToken cancellationToken) =>
        await session.QueryAsync(
            $"SELECT {Columns}, d.user_code_hash, d.device_code_hash FROM devices d WHERE {condition} ORDER BY d.created DESC, d.id DESC",
            reader => (Map(reader), new DeviceCodes(reader.GetString(15), reader.GetString(16))), cancellationToken, ("@key", key));
}
