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
                string[] names = secret is { IsShared: false, SharedName: { } shared }
                    ? [secret.ReferenceName, shared]
                    : [secret.ReferenceName];
                var found = await ReadAsync(
                    unit, secret.Workspace.Id, [.. names.Where(SecretReference.CanExpressName)], token);
                return found.Of(secret, await secrets.FindByNamesAsync(unit, secret.Workspace.Id, names, token));
            },
            cancellationToken);

    /// <inheritdoc />
    public Task<IReadOnlyList<SecretUsages>> ListAsync(Id<Workspace> workspace, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async (unit, token) =>
            {
                var found = await ReadAsync(unit, workspace, [null], token);
                return found.OfAll(await secrets.FindByNamesAsync(unit, workspace, found.Names, token));
            },
            cancellationToken);

    /// <inheritdoc />
    public Task<IReadOnlyList<ReferenceSuggestion>> SuggestAsync(
        Id<Workspace> workspace, IReadOnlyCollection<SecretReference> references, SecretValidationLevel level,
        CancellationToken cancellationToken) =>
        new ReferenceSuggestions(new SecretMetadataService(caller, dependencies), FindNamesAsync)
            .FindAsync(workspace, references, level, cancellationToken);

    /// <param name="unit">The snapshot.</param>
    /// <param name="workspace">The workspace.</param>
    /// <param name="names">The names of secrets; one that is null stands for all.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    private static async Task<FoundReferences> ReadAsync(
        IUnitOfWork unit, Id<Workspace> workspace, IReadOnlyList<string?> names, CancellationToken cancellationToken)
    {
        var components = new List<ComponentUse>();
        var runs = new List<RunReferences>();
        foreach (var name in names)
        {
            components.AddRange(await unit.SecretUsages.FindInComponentsAsync(workspace, name, cancellationToken));
            runs.AddRange(await unit.SecretUsages.FindInRunsAsync(workspace, name, LatestRuns, cancellationToken));
        }

        return new FoundReferences(components, runs);
    }

    private Task<IEnumerable<string>> FindNamesAsync(Id<Workspace> workspace, string prefix, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async (unit, token) => (await unit.Secrets.FindByNamePrefixAsync(
                workspace, prefix, null, ReferenceSuggestions.MostNames, secrets.Viewer, token)).Select(secret => secret.ReferenceName),
            cancellationToken);
}
