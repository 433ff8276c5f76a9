using ZenML.Core.Accounts.SingleSignOn;
using ZenML.Stores.Sql.Sessions;

namespace ZenML.Stores.Sql.Repositories;

internal sealed class LoginNonceRepository(SqlSession session) : ILoginNonceRepository
{
    public Task<long> CountAsync(string? network, DateTimeOffset now, CancellationToken cancellationToken) => network is null
        ? session.CountAsync(
            "SELECT COUNT(*) FROM login_nonces n WHERE n.expires > @now", cancellationToken, ("@now", now.ToStored()))
        : session.CountAsync(
            "SELECT COUNT(*) FROM login_nonces n WHERE n.network = @network AND n.expires > @now",
            cancellationToken, ("@network", network), ("@now", now.ToStored()));

    public async Task AddAsync(
        string hash, string network, DateTimeOffset expires, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await session.ExecuteAsync(
            "DELETE FROM login_nonces WHERE expires <= @now", cancellationToken, ("@now", now.ToStored()));
        await session.ExecuteAsync(
            "INSERT INTO login_nonces (hash, network, expires) VALUES (@hash, @network, @expires)",
            cancellationToken, ("@hash", hash), ("@network", network), ("@expires", expires.ToStored()));
    }

    public async Task<bool> TryUseAsync(string hash, DateTimeOffset now, CancellationToken cancellationToken) =>
        await session.ExecuteAsync(
            "DELETE FROM login_nonces WHERE hash = @hash AND expires > @now",
            cancellationToken, ("@hash", hash), ("@now", now.ToStored())) > 0;
}
