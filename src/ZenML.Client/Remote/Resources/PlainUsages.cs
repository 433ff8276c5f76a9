using System.Collections.Concurrent;
using ZenML.Core;
using ZenML.Core.Errors;
using ZenML.Core.Querying;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Resources;
using ZenML.Core.Runs;
using ZenML.Core.Runs.Deployments;
using ZenML.Core.Secrets;
using ZenML.Core.Secrets.References;
using ZenML.Core.Secrets.Usages;
using ZenML.Core.Stacks.Components;
using ZenML.Core.Stacks.Configurations;
using ZenML.Core.Workspaces;
using ZenML.Formats;

namespace ZenML.Client.Remote.Resources;

/// <summary>
/// Finds what refers to secrets on servers without our extension, from their lists of components, stacks, runs and deployments.
/// These servers return the keys of a secret only with its values, so values of used secrets are read, and dropped.
/// </summary>
internal sealed class PlainUsages(RemoteSecrets secrets, IZenServices services) : ISecretUsageService
{
    /// <summary>How many runs, and how many deployments, are read: their documents are long.</summary>
    private const int LatestRuns = 1_000;

    private const int RecordsPerPage = 100;

    private const int AtOnce = 8;

    public async Task<SecretUsages> FindAsync(
        Id<Workspace> workspace, string text, SecretScope? scope, LookupMode mode, CancellationToken cancellationToken)
    {
        var secret = await secrets.FindAsync(workspace, text, scope, mode, cancellationToken);
        var found = await ReadAsync(secret.Workspace.Id, cancellationToken);
        return found.Of(secret, await secrets.FindByNameAsync(secret.Workspace.Id, secret.Name.Value, cancellationToken));
    }

    public async Task<IReadOnlyList<SecretUsages>> ListAsync(Id<Workspace> workspace, CancellationToken cancellationToken)
    {
        var found = await ReadAsync(workspace, cancellationToken);
        var visible = new ConcurrentBag<SecretInfo>();
        await Parallel.ForEachAsync(
            found.Names,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (name, token) =>
            {
                foreach (var secret in await secrets.FindByNameAsync(workspace, name, token))
                {
                    visible.Add(await WithKeysAsync(secret, token));
                }
            });
        return found.OfAll(visible);
    }

    public Task<IReadOnlyList<ReferenceSuggestion>> SuggestAsync(
        Id<Workspace> workspace, IReadOnlyCollection<SecretReference> references, SecretValidationLevel level,
        CancellationToken cancellationToken) =>
        new ReferenceSuggestions(secrets, FindNamesAsync).FindAsync(workspace, references, level, cancellationToken);

    private async Task<FoundReferences> ReadAsync(Id<Workspace> workspace, CancellationToken cancellationToken)
    {
        var components = new List<(Component Component, ReferenceUse Use)>();
        var query = new ListQuery { Workspace = workspace, Size = QueryParser.MaximumSize };
        await foreach (var component in ListQueries.ReadAllAsync(query, services.Components.ListAsync, cancellationToken))
        {
            components.AddRange(ReferenceUse.In(component).Select(use => (component, use)));
        }

        var stacks = new List<(Id<Component> Component, string Stack)>();
        if (components.Count > 0)
        {
            var used = components.Select(entry => entry.Component.Id).ToHashSet();
            await foreach (var stack in ListQueries.ReadAllAsync(query, services.Stacks.ListAsync, cancellationToken))
            {
                stacks.AddRange(stack.Components.Where(part => used.Contains(part.Id)).Select(part => (part.Id, stack.Name)));
            }
        }

        var stacksOf = stacks.OrderBy(entry => entry.Stack, StringComparer.Ordinal)
            .ToLookup(entry => entry.Component, entry => entry.Stack);
        var uses = components.Select(entry => new ComponentUse(
            entry.Component.Id, entry.Component.Type, entry.Component.Name, entry.Use.Attribute, entry.Use.Reference,
            [.. stacksOf[entry.Component.Id]]));
        return new FoundReferences(uses, await ReadRunsAsync(workspace, cancellationToken));
    }

    private async Task<IReadOnlyList<RunReferences>> ReadRunsAsync(Id<Workspace> workspace, CancellationToken cancellationToken)
    {
        var latest = new ListQuery { Workspace = workspace, SortBy = "desc:created", Size = RecordsPerPage };
        var deployed = new Dictionary<Id<Deployment>, IReadOnlyList<ReferenceUse>>();
        await foreach (var deployment in ListQueries.ReadAllAsync(
            latest,
            (query, token) => services.Tracking.Deployments.ListAsync(query, withDetails: true, token),
            cancellationToken).Take(LatestRuns))
        {
            deployed[deployment.Id] = RunReferences.OfDeployment(
                deployment.Pipeline,
                Parse(deployment.Configuration),
                deployment.Steps.Select(step => KeyValuePair.Create(step.Name, Parse(step.Document))));
        }

        var runs = new List<RunReferences>();
        await foreach (var run in ListQueries.ReadAllAsync(
            latest,
            (query, token) => services.Tracking.Runs.ListAsync(query, withDetails: false, token),
            cancellationToken).Take(LatestRuns))
        {
            // A run whose deployment is older than the ones that were read still has the configuration of the pipeline.
            var references = run.Deployment is { } id && deployed.TryGetValue(id, out var known) ? known
                : run.Configuration is { } configuration ? RunReferences.OfDeployment(run.Pipeline, Parse(configuration), [])
                : [];
            if (references.Count > 0)
            {
                runs.Add(new RunReferences(run.Pipeline, run.Name, run.Created, references));
            }
        }

        return runs;
    }

    private async Task<SecretInfo> WithKeysAsync(SecretInfo found, CancellationToken cancellationToken)
    {
        try
        {
            return (await secrets.GetAsync(found, cancellationToken)).Info;
        }
        catch (ZenException exception) when (exception.Code == ErrorCode.NotFound)
        {
            // Deleted meanwhile, or its values are missing: such a server reports both in the same way.
            return found;
        }
    }

    private async Task<IEnumerable<string>> FindNamesAsync(Id<Workspace> workspace, string prefix, CancellationToken cancellationToken)
    {
        var query = new ListQuery { Workspace = workspace, Size = ReferenceSuggestions.MostNames };
        if (prefix.Length > 0)
        {
            query["name"] = $"startswith:{prefix}";
        }

        return (await secrets.ListAsync(query, cancellationToken)).Items.Select(secret => secret.Name.Value);
    }

    private static ConfigurationValue Parse(OpaqueJson document) =>
        document.Text.Contains("{{", StringComparison.Ordinal) && ConfigurationJson.TryParse(document.Text, out var value)
            ? value
            : new ConfigurationNull();
}
