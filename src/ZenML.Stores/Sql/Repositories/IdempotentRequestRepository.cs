using System.Security.Cryptography;
using System.Text;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Errors;
using ZenML.Core.Idempotency;
using ZenML.Core.Resources;
using ZenML.Stores.Encryption;
using ZenML.Stores.Sql.Sessions;

namespace ZenML.Stores.Sql.Repositories;

/// <remarks>
/// An outcome can hold a credential that is stored nowhere else, such as a new API key. So it is sealed with the client's own key too, of
/// which only a hash is stored: database and key ring together do not open it, and nobody but the client that sends the key again can.
/// </remarks>
internal sealed class IdempotentRequestRepository(SqlSession session, ValueSealer sealer) : IIdempotentRequestRepository
{
    private const string Purpose = "idempotent request";

    private static readonly byte[] Info = Encoding.ASCII.GetBytes("zenml-dotnet 1 idempotent request");

    public async Task<IdempotentRequest?> FindAsync(Id<User> user, string key, CancellationToken cancellationToken)
    {
        var row = await session.FindAsync(
            """
            SELECT r.created, r.key_id, r.wrapped_key, r.sealed FROM idempotent_requests r WHERE r.user_id = @user
                AND r.request_key = @request_key
            """,
            reader => new Row(reader.GetTime(0), new SealedValue(reader.GetString(1), reader.GetBytes(2), reader.GetBytes(3))),
            cancellationToken, ("@user", user.ToStored()), ("@request_key", NameOf(user, key)));
        if (row is null)
        {
            return null;
        }

        await sealer.EnsureUsableAsync(session, cancellationToken);
        var owner = Owner(user, key);
        return SealedBytes.TryOpen(KeyOf(user, key), sealer.Open(row.Outcome, Purpose, owner, null), owner, out var outcome)
            ? new IdempotentRequest(user, key, row.Created, outcome)
            : throw new ZenException(
                ErrorCode.StoreDamaged,
                "A stored response does not match its idempotency key: the store is damaged. Restore it from a backup.");
    }

    public async Task AddAsync(IdempotentRequest request, CancellationToken cancellationToken)
    {
        await sealer.EnsureUsableAsync(session, cancellationToken);
        var owner = Owner(request.User, request.Key);
        var inner = SealedBytes.Seal(KeyOf(request.User, request.Key), request.Outcome.Span, owner);
        var outcome = sealer.Seal(inner, Purpose, owner, null);
        await session.ExecuteAsync(
            """
            INSERT INTO idempotent_requests (user_id, request_key, created, key_id, wrapped_key, sealed)
            VALUES (@user, @request_key, @created, @key, @wrapped_key, @sealed)
            """,
            cancellationToken,
            ("@user", request.User.ToStored()),
            ("@request_key", NameOf(request.User, request.Key)),
            ("@created", request.Created.ToStored()),
            ("@key", outcome.KeyId), ("@wrapped_key", outcome.WrappedKey), ("@sealed", outcome.Sealed));
    }

    public Task<int> DeleteBeforeAsync(DateTimeOffset time, int limit, CancellationToken cancellationToken) => session.ExecuteAsync(
        """
        DELETE FROM idempotent_requests WHERE created < @time AND (user_id, request_key) IN (
            SELECT old.user_id, old.request_key FROM (
                SELECT r.user_id, r.request_key FROM idempotent_requests r WHERE r.created < @time ORDER BY r.created LIMIT @limit) old)
        """,
        cancellationToken, ("@time", time.ToStored()), ("@limit", (long)limit));

    /// <summary>What the row is found by.</summary>
    private static string NameOf(Id<User> user, string key) => Convert.ToHexStringLower(SHA256.HashData(Owner(user, key)));

    private static byte[] KeyOf(Id<User> user, string key) => HKDF.DeriveKey(
        HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(key), KeyRing.KeySize, user.Value.ToByteArray(bigEndian: true), Info);

    private static byte[] Owner(Id<User> user, string key) => new AssociatedData().Add(user.Value).Add(key).ToArray();

    private sealed record Row(DateTimeOffset Created, SealedValue Outcome);
}
