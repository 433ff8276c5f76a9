using ZenML.Core.Querying.Lookups;
using ZenML.Core.Resources;
using ZenML.Core.Workspaces;

namespace ZenML.Core.Secrets.Deletion;

/// <summary>Where <see cref="Lookup"/> finds deleted secrets. A name finds the newest deleted one only.</summary>
internal sealed class DeletedSecretLookup(
    IDeletedSecretRepository secrets, Id<Workspace> workspace, SecretScope? scope, SecretViewer viewer) : ILookupSource<SecretInfo>
{
    public async Task<SecretInfo?> FindByIdAsync(Guid id, CancellationToken cancellationToken) =>
        await secrets.FindByIdAsync(new(id), viewer, cancellationToken) is { } found && (scope is null || found.Scope == scope)
            ? found
            : null;

    public async Task<IReadOnlyList<SecretInfo>> FindByNameAsync(string name, CancellationToken cancellationToken) =>
        await secrets.FindNewestAsync(workspace, name, scope, viewer, cancellationToken) is { } found ? [found] : [];

    public Task<IReadOnlyList<SecretInfo>> FindByIdPrefixAsync(
        string hexadecimalPrefix, int limit, CancellationToken cancellationToken) =>
        secrets.FindByIdPrefixAsync(workspace, hexadecimalPrefix, scope, limit, viewer, cancellationToken);

    public Task<IReadOnlyList<SecretInfo>> FindByNamePrefixAsync(string prefix, int limit, CancellationToken cancellationToken) =>
        secrets.FindByNamePrefixAsync(workspace, prefix, scope, limit, viewer, cancellationToken);
}
