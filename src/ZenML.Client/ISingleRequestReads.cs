using ZenML.Client.Settings;
using ZenML.Core.Errors;
using ZenML.Core.Querying;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Secrets;
using ZenML.Core.Secrets.References;
using ZenML.Core.Secrets.Usages;

namespace ZenML.Client;

/// <summary>
/// Reads in a workspace that was not looked up before, in one request each. A workspace, secret or stack that does not exist is
/// <see cref="ErrorCode.NotFound"/>; ask again through the services then, which name what is missing.
/// </summary>
internal interface ISingleRequestReads
{
    /// <summary>Whether the store still offers them; false once a server has turned out to be an older one.</summary>
    bool AreAvailable { get; }

    /// <summary>As <see cref="ISecretMetadataService.FindAsync"/>.</summary>
    /// <param name="workspace">The workspace; null for the default one.</param>
    /// <param name="text">An id, a name or a prefix of either.</param>
    /// <param name="scope">If given, only that scope counts.</param>
    /// <param name="mode">How much of a name or id is enough.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    Task<SecretInfo> FindSecretAsync(
        ActiveChoice? workspace, string text, SecretScope? scope, LookupMode mode, CancellationToken cancellationToken);

    /// <summary>As <see cref="ISecretsService.FindWithValuesAsync"/>.</summary>
    /// <inheritdoc cref="FindSecretAsync"/>
    Task<Secret> FindSecretWithValuesAsync(
        ActiveChoice? workspace, string text, SecretScope? scope, LookupMode mode, CancellationToken cancellationToken);

    /// <summary>As <see cref="ISecretsService.FindManyWithValuesAsync"/>.</summary>
    /// <param name="workspace">The workspace; null for the default one.</param>
    /// <param name="texts">Names and ids.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    Task<IReadOnlyList<Secret>> FindSecretsWithValuesAsync(
        ActiveChoice? workspace, IReadOnlyList<string> texts, CancellationToken cancellationToken);

    /// <summary>As <see cref="ISecretMetadataService.ListAsync"/>.</summary>
    /// <param name="workspace">The workspace; null for the default one.</param>
    /// <param name="query">The query, which names no workspace.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    Task<Page<SecretInfo>> ListSecretsAsync(ActiveChoice? workspace, ListQuery query, CancellationToken cancellationToken);

    /// <summary>As <see cref="ISecretsService.ListWithValuesAsync"/>.</summary>
    /// <inheritdoc cref="ListSecretsAsync"/>
    Task<Page<Secret>> ListSecretsWithValuesAsync(ActiveChoice? workspace, ListQuery query, CancellationToken cancellationToken);

    /// <summary>As <see cref="ISecretUsageService.FindAsync"/>.</summary>
    /// <inheritdoc cref="FindSecretAsync"/>
    Task<SecretUsages> FindSecretUsagesAsync(
        ActiveChoice? workspace, string text, SecretScope? scope, LookupMode mode, CancellationToken cancellationToken);

    /// <summary>As <see cref="ISecretUsageService.ListAsync"/>.</summary>
    /// <param name="workspace">The workspace; null for the default one.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    Task<IReadOnlyList<SecretUsages>> ListSecretUsagesAsync(ActiveChoice? workspace, CancellationToken cancellationToken);

    /// <summary>As <see cref="ISecretUsageService.SuggestAsync"/>.</summary>
    /// <param name="workspace">The workspace; null for the default one.</param>
    /// <param name="references">The references.</param>
    /// <param name="level">How thoroughly to check.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    Task<IReadOnlyList<ReferenceSuggestion>> SuggestAsync(
        ActiveChoice? workspace, IReadOnlyCollection<SecretReference> references, SecretValidationLevel level,
        CancellationToken cancellationToken);

    /// <summary>As <see cref="ISecretMetadataService.CheckAsync"/>.</summary>
    /// <param name="workspace">The workspace; null for the default one.</param>
    /// <param name="references">The references.</param>
    /// <param name="level">How thoroughly to check.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    Task<IReadOnlyList<ReferenceCheck>> CheckAsync(
        ActiveChoice? workspace, IReadOnlyCollection<SecretReference> references, SecretValidationLevel level,
        CancellationToken cancellationToken);

    /// <summary>As <see cref="ISecretsService.ResolveAsync"/>.</summary>
    /// <param name="workspace">The workspace; null for the default one.</param>
    /// <param name="references">The references.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    Task<IReadOnlyDictionary<SecretReference, SensitiveString>> ResolveAsync(
        ActiveChoice? workspace, IReadOnlyCollection<SecretReference> references, CancellationToken cancellationToken);

    /// <summary>Finds a stack and checks the references of its components.</summary>
    /// <param name="workspace">The workspace; null for the default one.</param>
    /// <param name="text">The stack; null for the active one of the workspace.</param>
    /// <param name="activeStacks">
    /// The active stacks by the ids of their workspaces; a workspace that is absent has the default stack.
    /// </param>
    /// <param name="mode">How much of a name or id is enough.</param>
    /// <param name="level">How thoroughly to check.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    Task<StackValidation> ValidateStackAsync(
        ActiveChoice? workspace, string? text, IReadOnlyDictionary<Guid, ActiveChoice> activeStacks, LookupMode mode,
        SecretValidationLevel level, CancellationToken cancellationToken);
}
