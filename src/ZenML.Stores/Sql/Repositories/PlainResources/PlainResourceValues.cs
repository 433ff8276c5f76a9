using System.Security.Cryptography;
using System.Text;
using ZenML.Core.Errors;
using ZenML.Core.PlainResources;
using ZenML.Core.Secrets;
using ZenML.Stores.Encryption;
using ZenML.Stores.Sql.Repositories.Tracking;
using ZenML.Stores.Sql.Sessions;

namespace ZenML.Stores.Sql.Repositories.PlainResources;

/// <summary>Stores the sealed values of plain resources, each encrypted for its resource and field.</summary>
internal sealed class PlainResourceValues(SqlSession session, ValueSealer sealer)
{
    private const string Purpose = "plain resource value";

    /// <summary>Returns the resources with their sealed values.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.StoreDamaged"/>: a value is missing or belongs to another resource.</exception>
    public async Task<IReadOnlyList<PlainResource>> OpenAsync(
        IReadOnlyList<PlainResource> resources, CancellationToken cancellationToken)
    {
        if (!resources.Any(resource => resource.Kind.HasSealedFields))
        {
            return resources;
        }

        var rows = (await session.QueryByIdsAsync(
            resources.Select(resource => resource.Id.ToStored()),
            list =>
                $"""
                SELECT v.resource_id, v.field, v.key_id, v.wrapped_key, v.sealed FROM plain_values v WHERE v.resource_id IN ({list})
                """,
            row => (
                Key: (row.Id<PlainResource>(), row.Text()), Value: new SealedValue(row.Text(), row.Bytes(), row.Bytes())),
            cancellationToken)).ToDictionary(row => row.Key, row => row.Value);
        await sealer.EnsureUsableAsync(session, cancellationToken);
        return
        [
            .. resources.Select(resource => resource with
            {
                Values =
                [
                    .. resource.Kind.Fields.Zip(resource.Values, (field, value) => !field.IsSealed ? value
                        : rows.TryGetValue((resource.Id, field.Name), out var row) ? Open(resource, field, row) : throw Missing(resource)),
                ],
            }),
        ];
    }

    /// <summary>Encrypts the sealed values of a new resource.</summary>
    public Task AddAsync(PlainResource resource, CancellationToken cancellationToken) =>
        SealAsync(resource, _ => true, cancellationToken);

    /// <summary>Encrypts the sealed values that can change.</summary>
    public async Task UpdateAsync(PlainResource resource, CancellationToken cancellationToken)
    {
        foreach (var field in resource.Kind.Fields.Where(field => field.IsSealed && field.Change != PlainChange.Never))
        {
            await session.ExecuteAsync(
                "DELETE FROM plain_values WHERE resource_id = @id AND field = @field", cancellationToken,
                ("@id", resource.Id.ToStored()), ("@field", field.Name));
        }

        await SealAsync(resource, field => field.Change != PlainChange.Never, cancellationToken);
    }

    private static byte[] Owner(PlainResource resource, PlainField field) =>
        new AssociatedData().Add(resource.Kind.Word).Add(resource.Id.Value).Add(field.Name).ToArray();

    private static ZenException Missing(PlainResource resource) => new(
        ErrorCode.StoreDamaged,
        $"A value of the {resource.Kind.Noun} '{resource.Name}' is missing from the store. Restore the store from a backup.");

    private SensitiveString Open(PlainResource resource, PlainField field, SealedValue value)
    {
        var opened = sealer.Open(value, Purpose, Owner(resource, field), default);
        var text = new SensitiveString(Encoding.UTF8.GetString(opened));
        CryptographicOperations.ZeroMemory(opened);
        return text;
    }

    private async Task SealAsync(PlainResource resource, Func<PlainField, bool> choose, CancellationToken cancellationToken)
    {
        foreach (var (field, value) in resource.Kind.Fields.Zip(resource.Values).Where(pair => pair.First.IsSealed && choose(pair.First)))
        {
            await sealer.EnsureUsableAsync(session, cancellationToken);
            var plain = Encoding.UTF8.GetBytes(((SensitiveString)value!).Reveal());
            var row = sealer.Seal(plain, Purpose, Owner(resource, field), default);
            CryptographicOperations.ZeroMemory(plain);
            await session.ExecuteAsync(
                """
                INSERT INTO plain_values (resource_id, field, key_id, wrapped_key, sealed)
                VALUES (@id, @field, @key, @wrapped_key, @sealed)
                """,
                cancellationToken,
                ("@id", resource.Id.ToStored()), ("@field", field.Name),
                ("@key", row.KeyId), ("@wrapped_key", row.WrappedKey), ("@sealed", row.Sealed));
        }
    }
}
