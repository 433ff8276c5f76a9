using ZenML.Core.Access;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Errors;
using ZenML.Core.Persistence;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Resources;
using ZenML.Core.Secrets.References;
using ZenML.Core.Workspaces;

namespace ZenML.Core.Secrets;

/// <summary>Finds secrets among those that one caller sees, and makes sure that the caller may do with them what is asked.</summary>
internal sealed class VisibleSecrets(Caller caller, TimeProvider clock)
{
    /// <summary>What the caller sees now.</summary>
    public SecretViewer Viewer => SecretViewer.Of(caller, clock.GetUtcNow());

    /// <summary>Finds the secret that a text names; see <see cref="ISecretMetadataService.FindAsync"/>.</summary>
    public async Task<SecretInfo> FindAsync(
        IUnitOfWork unit, Id<Workspace> workspace, string text, SecretScope? scope, LookupMode mode, SecretRights needed,
        CancellationToken cancellationToken) => Ensure(
        await Lookup.FindAsync(
            new SecretLookupSource(unit.Secrets, workspace, scope, Viewer), "secret", text, mode, cancellationToken),
        needed);

    /// <summary>Finds secrets by exactly these names; see <see cref="ISecretRepository.FindByNamesAsync"/>.</summary>
    public Task<IReadOnlyList<SecretInfo>> FindByNamesAsync(
        IUnitOfWork unit, Id<Workspace> workspace, IReadOnlyCollection<string> names, CancellationToken cancellationToken) =>
        unit.Secrets.FindByNamesAsync(workspace, names, Viewer, cancellationToken);

    /// <summary>Finds the secrets that references name, by their names.</summary>
    public async Task<ILookup<string, SecretInfo>> FindReferredAsync(
        IUnitOfWork unit, Id<Workspace> workspace, IEnumerable<SecretReference> references, CancellationToken cancellationToken)
    {
        var names = references.Select(reference => reference.Name).Distinct(StringComparer.Ordinal).ToArray();
        var found = await FindByNamesAsync(unit, workspace, names, cancellationToken);
        return found.ToLookup(secret => secret.ReferenceName, StringComparer.Ordinal);
    }

    /// <summary>Whether a reference resolves for the caller; see <see cref="SecretResolver.Check"/>.</summary>
    public ReferenceCheck Check(
        IEnumerable<SecretInfo> visible,
        SecretReference reference,
        SecretValidationLevel level = SecretValidationLevel.SecretAndKeyExists,
        IReadOnlySet<Id<Secret>>? withoutValues = null) =>
        SecretResolver.Check(visible, reference, level, withoutValues, secret => May(secret, SecretRights.Read));

    /// <summary>Returns a secret by its id.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotFound"/>, <see cref="ErrorCode.NotAllowed"/>.</exception>
    public async Task<SecretInfo> RequireAsync(
        IUnitOfWork unit, Id<Secret> id, SecretRights needed, CancellationToken cancellationToken) => Ensure(
        await unit.Secrets.FindByIdAsync(id, Viewer, cancellationToken)
            ?? throw new ZenException(ErrorCode.NotFound, $"There is no secret with the id {id}."),
        needed);

    /// <summary>Returns a secret by its id, to be changed if it is at a version.</summary>
    /// <remarks>
    /// The version comes before all other rules but the rights: another change may be why one of them refuses this one.
    /// </remarks>
    /// <param name="unit">The transaction.</param>
    /// <param name="id">The secret.</param>
    /// <param name="ifVersion">The version that it must have; null for any.</param>
    /// <param name="needed">The rights that the change takes.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.NotFound"/>, <see cref="ErrorCode.NotAllowed"/>, <see cref="ErrorCode.VersionMismatch"/>.
    /// </exception>
    public async Task<SecretInfo> RequireAsync(
        IUnitOfWork unit, Id<Secret> id, long? ifVersion, SecretRights needed, CancellationToken cancellationToken)
    {
        var secret = await RequireAsync(unit, id, needed, cancellationToken);
        if (ifVersion is { } expected)
        {
            secret.EnsureVersion(expected);
        }

        return secret;
    }

    /// <summary>Returns the secret that is to be changed, for the record of a refusal.</summary>
    public async Task<IResource?> FindRefusedAsync(IUnitOfWork unit, Id<Secret> id, CancellationToken cancellationToken) =>
        await RequireAsync(unit, id, SecretRights.Describe, cancellationToken);

    /// <summary>Whether the caller has rights on a secret.</summary>
    public bool May(SecretInfo secret, SecretRights needed) => (RightsOn(secret) & needed) == needed;

    /// <summary>The error for a secret that the caller sees, and on which the caller lacks rights.</summary>
    public ZenException Refusal(SecretInfo secret, SecretRights needed) => SecretRefusal.Of(caller, secret, needed, RightsOn(secret));

    /// <summary>Makes sure that the caller has rights on a secret that the caller sees.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotAllowed"/>.</exception>
    public SecretInfo Ensure(SecretInfo secret, SecretRights needed)
    {
        var rights = RightsOn(secret);
        return (rights & needed) == needed ? secret
            : rights != SecretRights.None ? throw SecretRefusal.Of(caller, secret, needed, rights)

            // Its repository has found what the caller does not see.
            : throw new ZenException(ErrorCode.NotFound, $"There is no secret with the id {secret.Id}.");
    }

    /// <summary>Makes sure that the caller may have a secret there: one that is created or moved.</summary>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.NotFound"/>: the caller has no role in the workspace, which does not exist then;
    /// <see cref="ErrorCode.NotAllowed"/>.
    /// </exception>
    public void EnsureMayCreate(SecretInfo secret)
    {
        switch (caller.Access.In(secret.Workspace.Id))
        {
            case null:
                throw new ZenException(ErrorCode.NotFound, $"There is no workspace with the id {secret.Workspace.Id}.");
            case { } role when role < RoleToCreate(secret.Scope):
                throw SecretRefusal.OfCreation(caller, secret);
        }
    }

    /// <summary>
    /// Makes sure that the caller sees all secrets that can have the name of a new, moved or renamed one. A credential for certain secrets
    /// must not learn which others there are.
    /// </summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotAllowed"/>.</exception>
    public void EnsureSeesNames(SecretInfo secret)
    {
        if (caller.Access.Limits?.Secrets is not null)
        {
            throw SecretRefusal.OfCreation(caller, secret);
        }
    }

    private static Role RoleToCreate(SecretScope scope) => scope == SecretScope.User ? Role.Runner : Role.Editor;

    private SecretRights RightsOn(SecretInfo secret) => SecretAccess.Of(caller, secret, clock.GetUtcNow());
}
