using ZenML.Cli.Commands.Secrets.Deleted;
using ZenML.Client;
using ZenML.Core.Errors;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Secrets.References;
using ZenML.Core.Secrets.Usages;

namespace ZenML.Cli.Commands.Delivery;

/// <summary>What was probably meant by references and secrets that do not resolve, and which of the secrets were deleted.</summary>
/// <remarks>Hints are for people: without an answer of the store there are none, and the error stays what it is.</remarks>
internal static class ReferenceHints
{
    private const int MostDeleted = 10;

    /// <summary>Returns a line for each hint.</summary>
    /// <param name="client">The store.</param>
    /// <param name="references">References that do not resolve.</param>
    /// <param name="secrets">Names of secrets that do not exist and are not part of a reference.</param>
    /// <param name="cancellationToken">Cancels the search.</param>
    public static async Task<IReadOnlyList<string>> FindAsync(
        ZenClient client, IEnumerable<SecretReference> references, IEnumerable<string> secrets, CancellationToken cancellationToken)
    {
        // A secret is looked for as part of a reference, since that is the question that finds similar names.
        var asked = secrets.Where(SecretReference.CanExpressName).ToDictionary(name => new SecretReference(name, "key"));
        var lines = new List<string>();
        try
        {
            var suggestions = await client.SecretUsages.SuggestAsync(
                [.. references.Concat(asked.Keys).Distinct()], cancellationToken);
            var missing = suggestions.Where(found => found.Outcome == ReferenceOutcome.SecretMissing)
                .Select(found => found.Reference.Name).Distinct(StringComparer.Ordinal);
            var deleted = new HashSet<string>(StringComparer.Ordinal);
            foreach (var name in missing.Take(MostDeleted))
            {
                if (await DeletionHint.FindAsync(client, name, scope: null, cancellationToken) is { } line)
                {
                    deleted.Add(name);
                    lines.Add(line);
                }
            }

            foreach (var found in suggestions.Where(found => found.Nearest is not null && !deleted.Contains(found.Reference.Name)))
            {
                var isSecret = asked.ContainsKey(found.Reference);
                if (isSecret || await ResolvesAsync(client, found, cancellationToken))
                {
                    lines.Add(Describe(found, isSecret));
                }
            }
        }
        catch (ZenException)
        {
            // What does not resolve is an error already.
        }

        return [.. lines.Distinct(StringComparer.Ordinal)];
    }

    /// <summary>Whether the secret with the similar name has the key too. Otherwise, it was not meant.</summary>
    private static async Task<bool> ResolvesAsync(ZenClient client, ReferenceSuggestion found, CancellationToken cancellationToken)
    {
        if (found.Outcome == ReferenceOutcome.KeyMissing)
        {
            return true;
        }

        var secret = await client.Secrets.FindAsync(found.Nearest!, scope: null, LookupMode.Exact, cancellationToken);
        return secret.Keys.Contains(found.Reference.Key, StringComparer.Ordinal);
    }

    private static string Describe(ReferenceSuggestion found, bool isSecret)
    {
        var (reference, outcome, nearest) = found;
        return outcome == ReferenceOutcome.KeyMissing
                ? MessageText.Of($"Did you mean '{reference.Name}.{nearest}' instead of '{reference}'?")
            : isSecret
                ? MessageText.Of($"Did you mean '{nearest}' instead of '{reference.Name}'?")
                : MessageText.Of($"Did you mean '{nearest}.{reference.Key}' instead of '{reference}'?");
    }
}
