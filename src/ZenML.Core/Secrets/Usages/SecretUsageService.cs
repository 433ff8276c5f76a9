using ZenML.Core.Access;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Persistence;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Resources;
using ZenML.Core.Secrets.References;
using ZenML.Core.Workspaces;

namespace ZenML.Core.Secrets.Usages;

/// <summary>Finds for one caller what refers to secrets, in one snapshot of a database.</summary>
public sealed class SecretUsageService(Caller caller, ServiceDependencies dependencies) : ISecretUsageService
{
    /// <summary>How many runs of a workspace are read, so that the cost does not grow with the age of a store.</summary>
    public const int LatestRuns = 10_000;

    private readonly IDatabase database = dependencies.Database;

    private readonly VisibleSecrets secrets = new(caller, dependencies.Clock);

    /// <inheritdoc />
    public Task<SecretUsages> FindAsync(
        Id<Workspace> workspace, string text, SecretScope? scope, LookupMode mode, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async (unit, token) =>
            {
                var secret = await secrets.FindAsync(unit, workspace, text, scope, mode, SecretRights.Describe, token);
                var name = secret.ReferenceName;
                var found = SecretReference.CanExpressName(name)
                    ? await ReadAsync(unit, secret.Workspace.Id, name, token)
                    : new FoundReferences([], []);
                var namesakes = await secrets.FindByNamesAsync(unit, secret.Workspace.Id, [name], token);
                return found.Of(secret, namesakes);
            },
            cancellationToken);

    /// <inheritdoc />
    public Task<IReadOnlyList<SecretUsages>> ListAsync(Id<Workspace> workspace, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async (unit, token) =>
            {
                var found = await ReadAsync(unit, workspace, null, token);
                return found.OfAll(await secrets.FindByNamesAsync(unit, workspace, found.Names, token));
            },
            cancellationToken);

    /// <inheritdoc />
    public Task<IReadOnlyList<ReferenceSuggestion>> SuggestAsync(
        Id<Workspace> workspace, IReadOnlyCollection<SecretReference> references, SecretValidationLevel level,
        CancellationToken cancellationToken) =>
        new ReferenceSuggestions(new SecretMetadataService(caller, dependencies), FindNamesAsync)
            .FindAsync(workspace, references, level, cancellationToken);

    private static async Task<FoundReferences> ReadAsync(
        IUnitOfWork unit, Id<Workspace> workspace, string? name, CancellationToken cancellationToken) => new(
        await unit.SecretUsages.FindInComponentsAsync(workspace, name, cancellationToken),
        await unit.SecretUsages.FindInRunsAsync(workspace, name, LatestRuns, cancellationToken));

    private Task<IEnumerable<string>> FindNamesAsync(Id<Workspace> workspace, string prefix, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async (unit, token) => (await unit.Secrets.FindByNamePrefixAsync(
                workspace, prefix, null, ReferenceSuggestions.MostNames, secrets.Viewer, token)).Select(secret => secret.ReferenceName),
            cancellationToken);
}
