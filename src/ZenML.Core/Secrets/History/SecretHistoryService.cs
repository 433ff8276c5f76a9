using ZenML.Core.Access;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Auditing;
using ZenML.Core.Errors;
using ZenML.Core.Persistence;
using ZenML.Core.Resources;
using ZenML.Core.Secrets.Storage;
using ZenML.Core.Time;

namespace ZenML.Core.Secrets.History;

/// <summary>The history of secrets over a database.</summary>
public sealed class SecretHistoryService(Caller caller, ServiceDependencies parts) : ISecretHistoryService
{
    private readonly AuditTrail audit = new(caller, parts, "secret");

    // Destroying a version must not look like deleting the secret.
    private readonly AuditTrail auditOfVersions = new(caller, parts, "secret_version");

    private readonly TimeProvider clock = parts.Clock;

    private readonly SecretRules rules = new(caller, parts.Clock);

    private readonly VisibleSecrets secrets = new(caller, parts.Clock);

    private SecretStorage Storage => field ??= SecretStorage.Of(parts, audit);

    /// <inheritdoc />
    public Task<SecretHistory> ListAsync(Id<Secret> id, long? before, CancellationToken cancellationToken) => parts.Database.ReadAsync(
        async (unit, token) =>
        {
            var secret = await secrets.RequireAsync(unit, id, SecretRights.Describe, token);
            var entries = await unit.SecretHistory.ListAsync(secret, before, SecretHistory.MaximumPage + 1, token);
            return entries.Count > SecretHistory.MaximumPage
                ? new SecretHistory(secret, [.. entries.Take(SecretHistory.MaximumPage)], entries[SecretHistory.MaximumPage - 1].Version)
                : new SecretHistory(secret, entries, Next: null);
        },
        cancellationToken);

    /// <inheritdoc />
    public async Task<Secret> GetVersionAsync(Id<Secret> id, long version, CancellationToken cancellationToken)
    {
        var (chosen, values) = await Storage.ReadVersionsAsync(
            async (unit, token) =>
            {
                var secret = await secrets.RequireAsync(unit, id, SecretRights.Read, token);
                return new(secret, [await RequireStoredAsync(unit, secret, version, token)]);
            },
            cancellationToken);
        await audit.RecordReadsAsync([new AuditedSecretVersion(chosen.Secret, version)], cancellationToken);
        return new Secret(
            chosen.Secret with
            {
                Version = version,
                ValuesVersion = version,
                Keys = [.. values[0].Keys],
                // Marks are those of today. A key may have been secret then, so the values of an earlier version are all secret.
                Details = chosen.Secret.Details.Keep(version == chosen.Secret.ValuesVersion ? [.. values[0].Keys] : []),
                Updated = chosen.Versions[0].Created ?? chosen.Secret.Created,
            },
            values[0]);
    }

    /// <inheritdoc />
    public async Task<SecretDiff> DiffAsync(
        Id<Secret> id, long? from, long? to, bool withValues, CancellationToken cancellationToken)
    {
        var (chosen, values) = await Storage.ReadVersionsAsync(
            async (unit, token) =>
            {
                var secret = await secrets.RequireAsync(unit, id, SecretRights.Read, token);
                var second = await RequireStoredAsync(unit, secret, to ?? secret.ValuesVersion, token);
                var first = from ?? await unit.SecretHistory.FindStoredBeforeAsync(id, second.Version, token)
                    ?? throw new ZenException(ErrorCode.NotFound,
                        $"The secret '{secret.Name}' has no stored values before version {second.Version} to compare with.");
                return new(secret, [await RequireStoredAsync(unit, secret, first, token), second]);
            },
            cancellationToken);
        if (withValues)
        {
            await audit.RecordReadsAsync(
                chosen.Versions.Select(entry => new AuditedSecretVersion(chosen.Secret, entry.Version)), cancellationToken);
        }

        return new SecretDiff(
            id, chosen.Versions[0].Version, chosen.Versions[1].Version, SecretDiff.Compare(values[0], values[1], withValues));
    }

    /// <inheritdoc />
    public Task<SecretRollback> RollbackAsync(Id<Secret> id, long to, long? ifVersion, CancellationToken cancellationToken) =>
        Storage.ChangeAsync(
            new SecretChange<SecretRollback>
            {
                Action = AuditAction.Update,
                IfVersion = ifVersion,
                Decide = (unit, token) => DecideRollbackAsync(unit, id, to, ifVersion, token),
                Merge = (_, values) => values,
                Complete = async (unit, info, _, token) => new SecretRollback(
                    info,
                    await unit.SecretHistory.FindAsync(info, info.Version, token) ?? throw NoVersion(info, info.Version),
                    info.Version - 1),
                Changed = rollback => [rollback.Secret],
                FindRefused = async (unit, token) => await secrets.RequireAsync(unit, id, SecretRights.Describe, token),
            },
            cancellationToken);

    /// <inheritdoc />
    public async Task DestroyAsync(Id<Secret> id, long version, long? ifVersion, CancellationToken cancellationToken)
    {
        await auditOfVersions.ChangeAsync(
            AuditAction.Delete,
            async (unit, token) =>
            {
                var secret = await secrets.RequireAsync(unit, id, ifVersion, SecretRights.Administer, token);
                await unit.Secrets.EnsureSoundAsync(secret, token);
                if (version == secret.ValuesVersion)
                {
                    throw new ZenException(ErrorCode.NotAllowed,
                        $"Version {version} of the secret '{secret.Name}' has its current values, so it cannot be destroyed. Change the "
                        + $"values first, or delete the secret.");
                }

                var entry = await RequireStoredAsync(unit, secret, version, token);
                await Storage.DestroyAsync(unit, id, version, token);
                await unit.SecretHistory.MarkDestroyedAsync(id, entry, clock.GetMicrosecondUtcNow(), token);
                return new AuditedSecretVersion(secret, version);
            },
            async (unit, token) => new AuditedSecretVersion(await secrets.RequireAsync(unit, id, SecretRights.Describe, token), version),
            cancellationToken);
        await Storage.CleanAsync(id);
    }

    private async Task<SecretDecision> DecideRollbackAsync(
        IUnitOfWork unit, Id<Secret> id, long to, long? ifVersion, CancellationToken cancellationToken)
    {
        var current = await secrets.RequireAsync(unit, id, ifVersion, SecretRights.Write, cancellationToken);
        if (to == current.ValuesVersion)
        {
            throw new ZenException(ErrorCode.InvalidArgument,
                $"Version {to} of the secret '{current.Name}' already has its current values. Nothing was changed.");
        }

        await RequireStoredAsync(unit, current, to, cancellationToken);

        // The values that come back may have been secret, whatever marks their keys have today.
        return new SecretDecision(current, rules.Change(current) with { Details = current.Details.Keep([]) }) { SourceVersion = to };
    }

    /// <remarks>Never falls back to another version: whoever names one means its values.</remarks>
    private static async Task<SecretVersion> RequireStoredAsync(
        IUnitOfWork unit, SecretInfo secret, long version, CancellationToken cancellationToken)
    {
        var entry = await unit.SecretHistory.FindAsync(secret, version, cancellationToken);
        return entry?.State switch
        {
            SecretVersionState.Current or SecretVersionState.Stored => entry,
            SecretVersionState.Destroyed => throw new ZenException(ErrorCode.NotFound,
                $"The values of version {version} of the secret '{secret.Name}' were destroyed."),
            SecretVersionState.NoValues => throw new ZenException(ErrorCode.NotFound,
                $"Version {version} of the secret '{secret.Name}' has no values of its own: it changed only the name, the scope or a "
                + $"setting. Name the version before it that changed values."),
            _ => throw NoVersion(secret, version),
        };
    }

    private static ZenException NoVersion(SecretInfo secret, long version) => new(ErrorCode.NotFound,
        $"The history of the secret '{secret.Name}' has no version {version}.");
}
