using ZenML.Core.Errors;

namespace ZenML.Extensions.Configuration;

/// <summary>What was read.</summary>
/// <param name="Values">The values by configuration key.</param>
/// <param name="Versions">The versions of their secrets, to compare for equality.</param>
/// <param name="Problems">Why values were left out.</param>
internal sealed record LoadedSecrets(Dictionary<string, string?> Values, string Versions, IReadOnlyList<ZenException> Problems)
{
    /// <summary>Returns no values.</summary>
    public override string ToString() => $"{Values.Count} keys";
}
