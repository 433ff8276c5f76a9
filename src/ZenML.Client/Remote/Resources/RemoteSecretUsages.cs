using ZenML.Client.Remote.Http;
using ZenML.Client.Settings;
using ZenML.Core;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Resources;
using ZenML.Core.Secrets;
using ZenML.Core.Secrets.References;
using ZenML.Core.Secrets.Usages;
using ZenML.Core.Workspaces;
using ZenML.Protocol.Extensions;

namespace ZenML.Client.Remote.Resources;

/// <summary>Finds what refers to secrets: our own server does it in one request, for others the client reads their lists.</summary>
internal sealed class RemoteSecretUsages(
    ServerConnection connection, CurrentAccount account, RemoteSecrets secrets, IZenServices services) : ISecretUsageService
{
    private readonly PlainUsages plain = new(secrets, services);

    // No value passes here.
    private readonly SingleRequestReads extended = new(
        connection, async token => (await account.GetAsync(token)).Id, observe: _ => { });

    public async Task<SecretUsages> FindAsync(
        Id<Workspace> workspace, string text, SecretScope? scope, LookupMode mode, CancellationToken cancellationToken) =>
        await IsExtendedAsync(cancellationToken)
            ? await extended.FindSecretUsagesAsync(Choice(workspace), text, scope, mode, cancellationToken)
            : await plain.FindAsync(workspace, text, scope, mode, cancellationToken);

    public async Task<IReadOnlyList<SecretUsages>> ListAsync(Id<Workspace> workspace, CancellationToken cancellationToken) =>
        await IsExtendedAsync(cancellationToken)
            ? await extended.ListSecretUsagesAsync(Choice(workspace), cancellationToken)
            : await plain.ListAsync(workspace, cancellationToken);

    public async Task<IReadOnlyList<ReferenceSuggestion>> SuggestAsync(
        Id<Workspace> workspace, IReadOnlyCollection<SecretReference> references, SecretValidationLevel level,
        CancellationToken cancellationToken) =>
        await IsExtendedAsync(cancellationToken)
            ? await extended.SuggestAsync(Choice(workspace), references, level, cancellationToken)
            : await plain.SuggestAsync(workspace, references, level, cancellationToken);

    private ValueTask<bool> IsExtendedAsync(CancellationToken cancellationToken) =>
        connection.HasExtensionsAsync(ExtensionPaths.WithSecretWork, cancellationToken);

    private static ActiveChoice Choice(Id<Workspace> workspace) => new(workspace.Value, "");
}
