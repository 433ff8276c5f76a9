using ZenML.Core.Errors;
using ZenML.Core.Resources;
using ZenML.Core.Secrets;
using ZenML.Core.Stacks.Components;
using ZenML.Core.Text;

namespace ZenML.Core.Querying.Lookups;

/// <summary>
/// Finds a resource by full id, then by exact name, then by unambiguous id prefix, and then, for reads only, by
/// unambiguous name prefix. An exact match takes precedence over a prefix, except in a change: there, a name that is also
/// the beginning of another resource's id is an error, as is a prefix that matches several resources. The error lists them.
/// </summary>
public static class Lookup
{
    /// <summary>The minimum length of an id prefix for changes, in hexadecimal digits.</summary>
    public const int MinimumPrefixForChanges = 8;

    private const int ShownCandidates = 10;

    private const int ComparedNames = 100;

    /// <summary>Finds a resource.</summary>
    /// <param name="source">
    /// The resources to search, limited to a workspace and scope and to what the caller can see.
    /// </param>
    /// <param name="kind">The kind of resource, for messages: "secret", "stack", ...</param>
    /// <param name="text">An id, a name, or a prefix of either.</param>
    /// <param name="mode">Which matches are allowed.</param>
    /// <param name="cancellationToken">Cancels the search.</param>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotFound"/> or <see cref="ErrorCode.Ambiguous"/>.</exception>
    public static async Task<TResource> FindAsync<TResource>(
        ILookupSource<TResource> source, string kind, string text, LookupMode mode, CancellationToken cancellationToken)
        where TResource : class, IResource
    {
        if (Id<TResource>.TryParse(text, out var id) && await source.FindByIdAsync(id.Value, cancellationToken) is { } byId)
        {
            return byId;
        }

        var byName = await source.FindByNameAsync(text, cancellationToken);
        if (byName.Count > 0)
        {
            var found = GetOnly(byName, kind, MessageText.Of($"the name '{text}'"));
            return mode == LookupMode.Changing ? await EnsureIsNoIdOfOthersAsync(source, kind, text, found, cancellationToken) : found;
        }

        if (mode != LookupMode.Exact && IdPrefix.TryParse(text, out var digits))
        {
            var byIdPrefix = await source.FindByIdPrefixAsync(digits, ShownCandidates + 1, cancellationToken);
            if (byIdPrefix.Count > 0 && mode == LookupMode.Changing && digits.Length < MinimumPrefixForChanges)
            {
                throw new ZenException(ErrorCode.NotFound,
                    $"There is no {kind} named '{text}'. To change {Sentence.WithArticle(kind)} by the beginning of its id, give at least "
                    + $"{MinimumPrefixForChanges} digits of the id.");
            }

            if (byIdPrefix.Count > 0)
            {
                return GetOnly(byIdPrefix, kind, MessageText.Of($"an id that begins with '{text}'"));
            }
        }

        if (mode == LookupMode.Reading && text.Length > 0)
        {
            var byNamePrefix = await source.FindByNamePrefixAsync(text, ShownCandidates + 1, cancellationToken);
            if (byNamePrefix.Count > 0)
            {
                return GetOnly(byNamePrefix, kind, MessageText.Of($"a name that begins with '{text}'"));
            }
        }

        var hint = mode == LookupMode.Exact ? null : await SuggestAsync(source, kind, text, cancellationToken);
        throw new ZenException(ErrorCode.NotFound, $"There is no {kind} '{text}'.{hint:raw}");
    }

    /// <summary>Makes sure that a name is not the beginning of another resource's id, with which that one could be meant.</summary>
    private static async Task<TResource> EnsureIsNoIdOfOthersAsync<TResource>(
        ILookupSource<TResource> source, string kind, string name, TResource found, CancellationToken cancellationToken)
        where TResource : class, IResource
    {
        if (!IdPrefix.TryParse(name, out var digits) || digits.Length < MinimumPrefixForChanges)
        {
            return found;
        }

        var others = (await source.FindByIdPrefixAsync(digits, ShownCandidates + 1, cancellationToken))
            .Where(other => other.Uuid != found.Uuid);
        return GetOnly([found, .. others], kind, MessageText.Of($"the name '{name}' or an id that begins with it"));
    }

    /// <summary>
    /// The name that was probably meant, for the error. Only names with the same first character, small or capital, are compared, so that
    /// the store can look for them; a person who searches sees the error anyway, so one more question of the store costs nobody anything.
    /// </summary>
    private static async Task<string?> SuggestAsync<TResource>(
        ILookupSource<TResource> source, string kind, string text, CancellationToken cancellationToken)
        where TResource : class, IResource
    {
        var list = kind switch
        {
            "secret" => "secret list",
            "stack" => "stack list",
            "deleted secret" => "secret list --deleted",
            _ => ComponentTypes.All.Where(type => type.Words() == kind).Select(type => $"{type.CommandName()} list").FirstOrDefault(),
        };
        if (list is null || text.Length < 2 || char.IsSurrogate(text[0]))
        {
            return null;
        }

        var similar = new List<TResource>();
        foreach (var first in new[] { text[0], char.ToLowerInvariant(text[0]), char.ToUpperInvariant(text[0]) }.Distinct())
        {
            similar.AddRange(await source.FindByNamePrefixAsync(first.ToString(), ComparedNames, cancellationToken));
        }

        return NearestName.Find(text, similar.Select(NameOf)) is { } nearest
            ? MessageText.Of($" Did you mean '{nearest}'? To list them: zenml {list}")
            : null;
    }

    /// <remarks>The display name of a secret has its scope too.</remarks>
    private static string NameOf(IResource resource) => resource is SecretInfo secret ? secret.ReferenceName : resource.DisplayName;

    private static TResource GetOnly<TResource>(IReadOnlyList<TResource> candidates, string kind, string match)
        where TResource : class, IResource
    {
        if (candidates.Count == 1)
        {
            return candidates[0];
        }

        var lines = candidates.Take(ShownCandidates).Select(candidate => MessageText.Of($"  {candidate.Uuid:D}  {candidate.DisplayName}"));
        var more = candidates.Count > ShownCandidates ? $"{Environment.NewLine}  ... and more" : "";
        throw new ZenException(ErrorCode.Ambiguous,
            $"More than one {kind} has {match:raw}. Use the id of one of them:{Environment.NewLine:raw}"
                + $"{string.Join(Environment.NewLine, lines):raw}{more:raw}");
    }
}
