using ZenML.Core.Querying.Lookups;
using ZenML.Core.Resources;
using ZenML.Core.Secrets.References;
using ZenML.Core.Workspaces;

namespace ZenML.Core.Secrets;

/// <summary>Where <see cref="Lookup"/> finds secrets: what one caller may see in one workspace, in one scope or both.</summary>
internal sealed class SecretLookupSource(
    ISecretRepository secrets, Id<Workspace> workspace, SecretScope? scope, SecretViewer viewer) : ILookupSource<SecretInfo>
{
    public async Task<SecretInfo?> FindByIdAsync(Guid id, CancellationToken cancellationToken) =>
        await secrets.FindByIdAsync(new Id<Secret>(id), viewer, cancellationToken) is { } found && InScope(found) ? found : null;

    public async Task<IReadOnlyList<SecretInfo>> FindByNameAsync(string name, CancellationToken cancellationToken) =>
        SecretResolver.Find(await secrets.FindByNamesAsync(workspace, [name], viewer, cancellationToken), name, scope);

    public async Task<IReadOnlyList<SecretInfo>> FindByIdPrefixAsync(
        string hexadecimalPrefix, int limit, CancellationToken cancellationToken) =>
        await secrets.FindByIdPrefixAsync(workspace, hexadecimalPrefix, scope, limit, viewer, cancellationToken);

    public async Task<IReadOnlyList<SecretInfo>> FindByNamePrefixAsync(string prefix, int limit, CancellationToken cancellationToken) =>
        await secrets.FindByNamePrefixAsync(workspace, prefix, scope, limit, viewer, cancellationToken);

    private bool InScope(SecretInfo secret) => scope is null || secret.Scope == scope;
}
