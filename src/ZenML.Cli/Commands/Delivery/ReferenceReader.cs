using ZenML.Client;
using ZenML.Core.Errors;
using ZenML.Core.Secrets;
using ZenML.Core.Secrets.References;

namespace ZenML.Cli.Commands.Delivery;

/// <summary>Resolves references in one request. All that are missing are reported together, with their places.</summary>
internal sealed class ReferenceReader(SecretsClient secrets)
{
    /// <summary>Resolves references.</summary>
    /// <param name="places">The references; the same one can be in several places.</param>
    /// <param name="missing">Gets a line for each place of a reference that does not resolve.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The values; empty if something is missing.</returns>
    public async Task<IReadOnlyDictionary<SecretReference, SensitiveString>> ResolveAsync(
        IReadOnlyCollection<ReferencePlace> places, List<string> missing, CancellationToken cancellationToken)
    {
        if (places.Count == 0)
        {
            return new Dictionary<SecretReference, SensitiveString>();
        }

        try
        {
            return await secrets.ResolveAsync(Distinct(places), cancellationToken);
        }
        catch (ZenException exception) when (exception.Code == ErrorCode.MissingSecrets)
        {
            // Only a check says what is missing of each.
            var lines = await FindMissingAsync(places, cancellationToken);
            if (lines.Count == 0)
            {
                throw;
            }

            missing.AddRange(lines);
            return new Dictionary<SecretReference, SensitiveString>();
        }
    }

    /// <summary>Checks references. Reads no value.</summary>
    /// <returns>A line for each place of a reference that does not resolve.</returns>
    public async Task<IReadOnlyList<string>> FindMissingAsync(
        IReadOnlyCollection<ReferencePlace> places, CancellationToken cancellationToken)
    {
        if (places.Count == 0)
        {
            return [];
        }

        var checks = await secrets.CheckAsync(Distinct(places), SecretValidationLevel.SecretAndKeyExists, cancellationToken);
        var failed = checks.Where(check => !check.Passes).ToDictionary(check => check.Reference, check => check.Outcome);
        return
        [
            .. places.Where(place => failed.ContainsKey(place.Reference)).Select(place =>
                MessageText.Of($"  {place.Reference}  ({place.Place:raw}: {failed[place.Reference].Describe()})")),
        ];
    }

    private static SecretReference[] Distinct(IEnumerable<ReferencePlace> places) =>
        [.. places.Select(place => place.Reference).Distinct()];
}
