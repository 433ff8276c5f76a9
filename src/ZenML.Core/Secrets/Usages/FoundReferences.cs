using ZenML.Core.Secrets.References;

namespace ZenML.Core.Secrets.Usages;

/// <summary>The references of a workspace, by the name of the secret. Says which secret they mean; reads nothing.</summary>
public sealed class FoundReferences
{
    private readonly ILookup<string, ComponentUse> components;
    private readonly ILookup<string, PipelineUse> pipelines;

    /// <summary>Sorts references by the names of secrets.</summary>
    /// <param name="components">The references in components.</param>
    /// <param name="runs">The references in settings of runs, one entry per run.</param>
    public FoundReferences(IEnumerable<ComponentUse> components, IEnumerable<RunReferences> runs)
    {
        this.components = components
            .OrderBy(use => use.Type).ThenBy(use => use.Name, StringComparer.Ordinal).ThenBy(use => use.Attribute, StringComparer.Ordinal)
            .ToLookup(use => use.Reference.Name, StringComparer.Ordinal);
        pipelines = Count(runs)
            .OrderBy(use => use.Pipeline, StringComparer.Ordinal).ThenBy(use => use.Attribute, StringComparer.Ordinal)
            .ToLookup(use => use.Reference.Name, StringComparer.Ordinal);
    }

    /// <summary>The names that are referred to, whether such secrets exist or not.</summary>
    public IReadOnlyCollection<string> Names =>
        [.. components.Select(uses => uses.Key).Union(pipelines.Select(uses => uses.Key), StringComparer.Ordinal)];

    /// <summary>Returns the uses of a secret.</summary>
    /// <param name="secret">The secret.</param>
    /// <param name="visible">Secrets that the caller may see, at least all of its name in its workspace.</param>
    public SecretUsages Of(SecretInfo secret, IEnumerable<SecretInfo> visible)
    {
        ArgumentNullException.ThrowIfNull(secret);
        var known = visible.ToArray();
        var own = secret.ReferenceName;
        var isMeant = SecretResolver.Choose(known, own)?.Id == secret.Id;

        // For those with whom an own private secret is shared, it has another name.
        var others = secret.IsShared ? null : secret.SharedName;
        var isMeantByOthers = others is not null && SecretResolver.Choose(known, others) is null;
        return new SecretUsages(
            secret,
            [
                .. components[own].Select(use => use with { Outcome = Judge(secret, isMeant, use.Reference) }),
                .. (others is null ? [] : components[others])
                    .Select(use => use with { Outcome = Judge(secret, isMeantByOthers, use.Reference) }),
            ],
            [
                .. pipelines[own].Select(use => use with { Outcome = Judge(secret, isMeant, use.Reference) }),
                .. (others is null ? [] : pipelines[others])
                    .Select(use => use with { Outcome = Judge(secret, isMeantByOthers, use.Reference) }),
            ]);
    }

    /// <summary>Returns the uses of all these secrets that have any, in the order of their names.</summary>
    /// <param name="visible">All secrets of <see cref="Names"/> that the caller may see in the workspace.</param>
    public IReadOnlyList<SecretUsages> OfAll(IEnumerable<SecretInfo> visible)
    {
        var byName = visible.ToLookup(secret => secret.ReferenceName, StringComparer.Ordinal);
        return
        [
            .. byName.SelectMany(namesakes => namesakes.Select(secret => Of(secret, namesakes)))
                .Where(usages => usages.IsUsed)
                .OrderBy(usages => usages.Secret.ReferenceName, StringComparer.Ordinal).ThenBy(usages => usages.Secret.Scope),
        ];
    }

    private static UsageOutcome Judge(SecretInfo secret, bool isMeant, SecretReference reference) =>
        !isMeant ? UsageOutcome.OtherSecret
        : secret.Keys.Contains(reference.Key, StringComparer.Ordinal) ? UsageOutcome.Resolves
        : UsageOutcome.KeyMissing;

    private static PipelineUse[] Count(IEnumerable<RunReferences> runs)
    {
        var counted = new Dictionary<(string Pipeline, string Attribute, SecretReference Reference), PipelineUse>();
        foreach (var run in runs)
        {
            foreach (var place in run.References.Select(use => (run.Pipeline, use.Attribute, use.Reference)).Distinct())
            {
                counted[place] = !counted.TryGetValue(place, out var known)
                    ? new PipelineUse(run.Pipeline, place.Attribute, place.Reference, 1, run.Run, run.Created)
                    : run.Created > known.Latest
                        ? known with { Runs = known.Runs + 1, LatestRun = run.Run, Latest = run.Created }
                        : known with { Runs = known.Runs + 1 };
            }
        }

        return [.. counted.Values];
    }
}
