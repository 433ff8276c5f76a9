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
    /// <param name="missing">Gets each place of a reference that does not resolve.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The values; empty if something is missing.</returns>
    public async Task<IReadOnlyDictionary<SecretReference, SensitiveString>> ResolveAsync(
        IReadOnlyCollection<ReferencePlace> places, MissingLines missing, CancellationToken cancellationToken)
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
            if (!await FindMissingAsync(places, missing, cancellationToken))
            {
                throw;
            }

            return new Dictionary<SecretReference, SensitiveString>();
        }
    }

    /// <summary>Checks references. Reads no value.</summary>
    /// <param name="places">The references; the same one can be in several places.</param>
    /// <param name="missing">Gets each place of a reference that does not resolve.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>Whether any of them does not resolve.</returns>
    public async Task<bool> FindMissingAsync(
        IReadOnlyCollection<ReferencePlace> places, MissingLines missing, CancellationToken cancellationToken)
    {
        if (places.Count == 0)
        {
            return false;
        }

        var checks = await secrets.CheckAsync(Distinct(places), SecretValidationLevel.SecretAndKeyExists, cancellationToken);
        var failed = checks.Where(check => !check.Passes).ToDictionary(check => check.Reference, check => check.Outcome);
        foreach (var place in places.Where(place => failed.ContainsKey(place.Reference)))
        {
            missing.Add(place, failed[place.Reference]);
        }

        return failed.Count > 0;
    }

    private static SecretReference[] Distinct(IEnumerable<ReferencePlace> places) =>
        [.. places.Select(place => place.Reference).Distinct()];
}
