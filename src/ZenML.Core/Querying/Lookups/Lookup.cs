using ZenML.Core.Errors;
using ZenML.Core.Resources;

namespace ZenML.Core.Querying.Lookups;

/// <summary>
/// Finds the one resource that a person or program means: by full id, then exact name, then unambiguous id prefix, then (reading only)
/// unambiguous name prefix. An exact match always wins over a prefix; a prefix that fits several is an error that lists them.
/// </summary>
public static class Lookup
{
    /// <summary>How many hexadecimal digits of an id a command that changes something needs.</summary>
    public const int MinimumPrefixForChanges = 8;

    private const int ShownCandidates = 10;

    /// <summary>Finds the one resource that <paramref name="text"/> means.</summary>
    /// <param name="source">Where to look; it knows the workspace, the scope and what the caller may see.</param>
    /// <param name="kind">What is looked for, as messages call it: "secret", "stack", ...</param>
    /// <param name="text">An id, a name or a prefix of either.</param>
    /// <param name="mode">How much of a name or id is enough.</param>
    /// <param name="cancellationToken">Ends the search.</param>
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
            return OnlyOne(byName, kind, text, "name");
        }

        if (mode != LookupMode.Exact && IdPrefix.TryParse(text, out var digits))
        {
            var byIdPrefix = await source.FindByIdPrefixAsync(digits, ShownCandidates + 1, cancellationToken);
            if (byIdPrefix.Count > 0 && mode == LookupMode.Changing && digits.Length < MinimumPrefixForChanges)
            {
                throw new ZenException(ErrorCode.NotFound,
                    $"No {kind} is named '{text}'. To change {(kind[0] is 'a' or 'e' or 'i' or 'o' ? "an" : "a")} {kind} by the beginning of its id, give at least {MinimumPrefixForChanges} digits of it.");
            }

            if (byIdPrefix.Count > 0)
            {
                return OnlyOne(byIdPrefix, kind, text, "id that begins with that");
            }
        }

        if (mode == LookupMode.Reading && text.Length > 0)
        {
            var byNamePrefix = await source.FindByNamePrefixAsync(text, ShownCandidates + 1, cancellationToken);
            if (byNamePrefix.Count > 0)
            {
                return OnlyOne(byNamePrefix, kind, text, "name that begins with that");
            }
        }

        throw new ZenException(ErrorCode.NotFound, $"There is no {kind} '{text}'.");
    }

    private static TResource OnlyOne<TResource>(IReadOnlyList<TResource> candidates, string kind, string text, string matched)
        where TResource : class, IResource
    {
        if (candidates.Count == 1)
        {
            return candidates[0];
        }

        var lines = candidates.Take(ShownCandidates).Select(candidate => MessageText.Of($"  {candidate.Uuid:D}  {candidate.DisplayName}"));
        var more = candidates.Count > ShownCandidates ? $"{Environment.NewLine}  ... and more" : "";
        throw new ZenException(ErrorCode.Ambiguous,
            $"'{text}' could be more than one {kind} with a {matched}. Name one by its "
                + $"id:{Environment.NewLine:raw}{string.Join(Environment.NewLine, lines):raw}{more:raw}");
    }
}
