using ZenML.Core.Querying.Lookups;
using ZenML.Core.Resources;
using ZenML.Core.Secrets.References;
using ZenML.Core.Text;
using ZenML.Core.Workspaces;

namespace ZenML.Core.Secrets.Usages;

/// <summary>Finds what was probably meant by references that do not resolve.</summary>
/// <param name="secrets">What the caller may know of secrets.</param>
/// <param name="findNames">
/// Returns names of secrets that the caller may see and that begin with a text, at most <see cref="MostNames"/>.
/// </param>
public sealed class ReferenceSuggestions(
    ISecretMetadataService secrets, Func<Id<Workspace>, string, CancellationToken, Task<IEnumerable<string>>> findNames)
{
    /// <summary>How many names are compared with a mistyped one, for each beginning of it.</summary>
    public const int MostNames = 1_000;

    /// <summary>For how many references the nearest name or key is looked up.</summary>
    private const int MostLookups = 20;

    /// <summary>How much of a mistyped name is taken for right, most first.</summary>
    private static readonly int[] Beginnings = [3, 1, 0];

    /// <summary>See <see cref="ISecretUsageService.SuggestAsync"/>.</summary>
    public async Task<IReadOnlyList<ReferenceSuggestion>> FindAsync(
        Id<Workspace> workspace, IReadOnlyCollection<SecretReference> references, SecretValidationLevel level,
        CancellationToken cancellationToken)
    {
        var checks = await secrets.CheckAsync(workspace, references, level, cancellationToken);
        var suggestions = new List<ReferenceSuggestion>();
        foreach (var check in checks.Where(
            check => check.Outcome is ReferenceOutcome.SecretMissing or ReferenceOutcome.KeyMissing))
        {
            var nearest = suggestions.Count >= MostLookups ? null
                : check.Outcome == ReferenceOutcome.KeyMissing
                    ? await FindKeyAsync(workspace, check.Reference, cancellationToken)
                    : await FindNameAsync(workspace, check.Reference.Name, cancellationToken);
            suggestions.Add(new ReferenceSuggestion(check.Reference, check.Outcome, nearest));
        }

        return suggestions;
    }

    private async Task<string?> FindKeyAsync(Id<Workspace> workspace, SecretReference reference, CancellationToken cancellationToken)
    {
        var secret = await secrets.FindAsync(workspace, reference.Name, null, LookupMode.Exact, cancellationToken);

        // A lookup also finds ids, which references do not mean.
        return secret.ReferenceName == reference.Name ? NearestName.Find(reference.Key, secret.Keys) : null;
    }

    private async Task<string?> FindNameAsync(Id<Workspace> workspace, string name, CancellationToken cancellationToken)
    {
        foreach (var length in Beginnings.Where(length => length < name.Length && (length == 0 || !char.IsHighSurrogate(name[length - 1]))))
        {
            if (NearestName.Find(name, await findNames(workspace, name[..length], cancellationToken)) is { } nearest)
            {
                return nearest;
            }
        }

        return null;
    }
}
