using ZenML.Core.Accounts.Users;
using ZenML.Core.Errors;
using ZenML.Core.Persistence;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Resources;
using ZenML.Core.Secrets.References;
using ZenML.Core.Workspaces;

namespace ZenML.Core.Secrets;

/// <summary>Finds secrets among those that one caller sees.</summary>
internal sealed class VisibleSecrets(Caller caller)
{
    /// <summary>Finds the secret that a text names; see <see cref="ISecretMetadataService.FindAsync"/>.</summary>
    public Task<SecretInfo> FindAsync(
        IUnitOfWork unit, Id<Workspace> workspace, string text, SecretScope? scope, LookupMode mode, CancellationToken cancellationToken) =>
        Lookup.FindAsync(new SecretLookupSource(unit.Secrets, workspace, scope, caller.UserId), "secret", text, mode, cancellationToken);

    /// <summary>Finds the secrets that references name, by their names.</summary>
    public async Task<ILookup<string, SecretInfo>> FindReferredAsync(
        IUnitOfWork unit, Id<Workspace> workspace, IEnumerable<SecretReference> references, CancellationToken cancellationToken)
    {
        var names = references.Select(reference => reference.Name).Distinct(StringComparer.Ordinal).ToArray();
        var found = await unit.Secrets.FindByNamesAsync(workspace, names, caller.UserId, cancellationToken);
        return found.ToLookup(secret => secret.Name.Value, StringComparer.Ordinal);
    }

    /// <summary>Returns a secret by its id.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotFound"/>.</exception>
    public async Task<SecretInfo> RequireAsync(IUnitOfWork unit, Id<Secret> id, CancellationToken cancellationToken) =>
        await unit.Secrets.FindByIdAsync(id, caller.UserId, cancellationToken)
            ?? throw new ZenException(ErrorCode.NotFound, $"There is no secret with the id {id}.");

    /// <summary>Returns a secret by its id, to be changed if it is at a version.</summary>
    /// <remarks>The version comes before all other rules: another change may be why one of them refuses this one.</remarks>
    /// <param name="unit">The transaction.</param>
    /// <param name="id">The secret.</param>
    /// <param name="ifVersion">The version that it must have; null for any.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotFound"/>, <see cref="ErrorCode.VersionMismatch"/>.</exception>
    public async Task<SecretInfo> RequireAsync(IUnitOfWork unit, Id<Secret> id, long? ifVersion, CancellationToken cancellationToken)
    {
        var secret = await RequireAsync(unit, id, cancellationToken);
        if (ifVersion is { } expected)
        {
            secret.EnsureVersion(expected);
        }

        return secret;
    }
}
