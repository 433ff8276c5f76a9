using ZenML.Core.Access;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Auditing;
using ZenML.Core.Persistence;
using ZenML.Core.Querying;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Resources;
using ZenML.Core.Secrets.References;
using ZenML.Core.Secrets.Storage;
using ZenML.Core.Workspaces;

namespace ZenML.Core.Secrets;

/// <summary>Finds, lists and checks secrets for one caller without reading a value.</summary>
public sealed class SecretMetadataService(Caller caller, ServiceDependencies parts) : ISecretMetadataService
{
    private readonly IDatabase database = parts.Database;

    private readonly VisibleSecrets secrets = new(caller, parts.Clock);

    private SecretStorage Storage => field ??= SecretStorage.Of(parts, new AuditTrail(caller, parts, "secret"));

    /// <inheritdoc />
    public Task<SecretInfo> FindAsync(
        Id<Workspace> workspace, string text, SecretScope? scope, LookupMode mode, CancellationToken cancellationToken) =>
        database.ReadAsync(
            (unit, token) => secrets.FindAsync(unit, workspace, text, scope, mode, SecretRights.Describe, token), cancellationToken);

    /// <inheritdoc />
    public Task<Page<SecretInfo>> ListAsync(ListQuery query, CancellationToken cancellationToken)
    {
        var parsed = QueryParser.Parse(query, SecretFields.All);
        return database.ReadAsync(
            async (unit, token) => (await unit.Secrets.ListAsync(parsed, secrets.Viewer, token)).EnsureInRange(), cancellationToken);
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<ReferenceCheck>> CheckAsync(
        Id<Workspace> workspace,
        IReadOnlyCollection<SecretReference> references,
        SecretValidationLevel level,
        CancellationToken cancellationToken)
    {
        var distinct = references.Distinct().ToArray();
        if (level == SecretValidationLevel.None || distinct.Length == 0)
        {
            return [.. distinct.Select(reference => SecretResolver.Check([], reference, SecretValidationLevel.None))];
        }

        if (level != SecretValidationLevel.SecretAndKeyExists)
        {
            var named = await database.ReadAsync(
                (unit, token) => secrets.FindReferredAsync(unit, workspace, distinct, token), cancellationToken);
            return [.. distinct.Select(reference => secrets.Check(named[reference.Name], reference, level))];
        }

        // A run could not open what another key sealed or what is lost, so a check must not promise it.
        var (visible, lost) = await Storage.FindMissingAsync(
            (unit, token) => secrets.FindReferredAsync(unit, workspace, distinct, token),
            found =>
            [
                .. found.Select(named => SecretResolver.Choose(named, named.Key)).OfType<SecretInfo>()
                    .Where(secret => secrets.May(secret, SecretRights.Read)),
            ],
            cancellationToken);
        return [.. distinct.Select(reference => secrets.Check(visible[reference.Name], reference, level, lost))];
    }
}
