using ZenML.Core;
using ZenML.Core.Idempotency;
using ZenML.Core.Users;
using ZenML.Stores.Sql.Encryption;

namespace ZenML.Stores.Sql.Repositories;

internal sealed class IdempotentRequestRepository(SqlSession session, ValueSealer sealer) : IIdempotentRequestRepository
{
    private const string Purpose = "idempotent request";

    public async Task<IdempotentRequest?> FindAsync(Id<User> user, string key, CancellationToken cancellationToken)
    {
        var row = await session.FindAsync(
            """
            SELECT r.created, r.key_id, r.wrapped_key, r.sealed FROM idempotent_requests r WHERE r.user_id = @user AND r.request_key = @request_key
            """,
            reader => new Row(reader.GetTime(0), new SealedValue(reader.GetString(1), reader.GetBytes(2), reader.GetBytes(3))),
            cancellationToken, ("@user", user.ToStored()), ("@request_key", key));
        if (row is null)
        {
            return null;
        }

        await sealer.EnsureUsableAsync(session, cancellationToken);
        return new IdempotentRequest(user, key, row.Created, sealer.Open(row.Outcome, Purpose, Owner(user, key), null));
    }

    public async Task AddAsync(IdempotentRequest request, CancellationToken cancellationToken)
    {
        await sealer.EnsureUsableAsync(session, cancellationToken);
        var outcome = sealer.Seal(request.Outcome.Span, Purpose, Owner(request.User, request.Key), null);
        await session.ExecuteAsync(
            """
            INSERT INTO idempotent_requests (user_id, request_key, created, key_id, wrapped_key, sealed)
            VALUES (@user, @request_key, @created, @key, @wrapped_key, @sealed)
            """,
            cancellationToken,
            ("@user", request.User.ToStored()), ("@request_key", request.Key), ("@created", request.Created.ToStored()),
            ("@key", outcome.KeyId), ("@wrapped_key", outcome.WrappedKey), ("@sealed", outcome.Sealed));
    }

    public Task<int> DeleteBeforeAsync(DateTimeOffset time, int limit, CancellationToken cancellationToken) => session.ExecuteAsync(
        """
        DELETE FROM idempotent_requests WHERE created < @time AND (user_id, request_key) IN (
            SELECT old.user_id, old.request_key FROM (
                SELECT r.user_id, r.request_key FROM idempotent_requests r WHERE r.created < @time ORDER BY r.created LIMIT @limit) old)
        """,
        cancellationToken, ("@time", time.ToStored()), ("@limit", (long)limit));

    private static byte[] Owner(Id<User> user, string key) => new AssociatedData().Add(user.Value).Add(key).ToArray();

    private sealed record Row(DateTimeOffset Created, SealedValue Outcome);
}
