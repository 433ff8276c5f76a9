using ZenML.Core.Errors;
using ZenML.Core.Persistence;

namespace ZenML.Core.Secrets.Storage;

/// <summary>Reads versions of values from a back end outside the database.</summary>
internal sealed class ExternalVersionReader(IDatabase database, ExternalSecretValues external)
{
    // A version that is read may have been deleted meanwhile, by changes that followed each other quickly.
    public const int MostReads = 3;

    /// <summary>Reads the versions that are chosen, as <see cref="SecretStorage.ReadVersionsAsync"/> does.</summary>
    public async Task<(SecretVersionChoice Chosen, IReadOnlyList<SecretValues> Values)> ReadAsync(
        Func<IUnitOfWork, CancellationToken, Task<SecretVersionChoice>> choose, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var (chosen, stored) = await FindAsync(choose, cancellationToken);
            var values = new List<SecretValues>();
            foreach (var version in stored)
            {
                values.AddRange(await TryGetAsync(chosen.Secret, version, cancellationToken) is { } found ? [found] : []);
            }

            if (values.Count == chosen.Versions.Count)
            {
                return (chosen, values);
            }

            if (attempt == MostReads)
            {
                throw SecretStorage.ValuesMissing(chosen.Secret);
            }
        }
    }

    /// <summary>Returns the values of exactly this version.</summary>
    /// <param name="secret">The secret when the version was found.</param>
    /// <param name="stored">The version; null if the back end never had it.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <exception cref="StaleChangeException">It was deleted since it was found.</exception>
    /// <exception cref="ZenException"><see cref="ErrorCode.ValuesMissing"/>, <see cref="ErrorCode.StoreDamaged"/>.</exception>
    public async Task<SecretValues> GetSourceAsync(
        SecretInfo secret, (StoredSecretVersion Version, IReadOnlyList<string> Keys)? stored, CancellationToken cancellationToken) =>
        await TryGetAsync(secret, stored, cancellationToken)
            ?? throw (stored is { } found && !await IsStillStoredAsync(found.Version.Key, cancellationToken)
                ? new StaleChangeException()
                : SecretStorage.ValuesMissing(secret));

    /// <summary>Returns the current values; null if the back end has lost them.</summary>
    public async Task<SecretValues?> TryGetCurrentAsync(SecretInfo secret, CancellationToken cancellationToken) =>
        await TryGetAsync(
            secret,
            await database.ReadAsync(
                (unit, token) => unit.ExternalValues.FindVersionAsync(secret, secret.ValuesVersion, token), cancellationToken),
            cancellationToken);

    /// <summary>Returns the values if they have the keys that were written.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.StoreDamaged"/>: they do not.</exception>
    public static SecretValues Checked(SecretInfo secret, SecretValues values, IReadOnlyList<string>? keys = null) =>
        values.Keys.SequenceEqual(keys ?? secret.Keys, StringComparer.Ordinal)
            ? values
            : throw new ZenException(ErrorCode.StoreDamaged,
                $"The values of the secret '{secret.Name}' ({secret.Id}) in the secrets store differ from what was written. "
                + $"Restore the store from a backup.");

    private Task<bool> IsStillStoredAsync(SecretVersionKey key, CancellationToken cancellationToken) => database.ReadAsync(
        async (unit, token) => await unit.Secrets.FindByIdAsync(key.Secret, token) is { } now
            && await unit.ExternalValues.FindVersionAsync(now, key.Version, token) is not null,
        cancellationToken);

    private async Task<SecretValues?> TryGetAsync(
        SecretInfo secret, (StoredSecretVersion Version, IReadOnlyList<string> Keys)? stored, CancellationToken cancellationToken) =>
        stored is { } found && (await external.GetAsync([found.Version], cancellationToken)).TryGetValue(secret.Id, out var values)
            ? Checked(secret, values, found.Keys)
            : null;

    private Task<(SecretVersionChoice Chosen, List<(StoredSecretVersion Version, IReadOnlyList<string> Keys)?> Stored)> FindAsync(
        Func<IUnitOfWork, CancellationToken, Task<SecretVersionChoice>> choose, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async (unit, token) =>
            {
                var chosen = await choose(unit, token);
                var stored = new List<(StoredSecretVersion, IReadOnlyList<string>)?>();
                foreach (var entry in chosen.Versions)
                {
                    stored.Add(await unit.ExternalValues.FindVersionAsync(chosen.Secret, entry.Version, token));
                }

                return (chosen, stored);
            },
            cancellationToken);
}
