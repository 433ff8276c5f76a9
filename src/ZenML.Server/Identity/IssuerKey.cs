using Microsoft.IdentityModel.Tokens;

namespace ZenML.Server.Identity;

/// <summary>A public key of an issuer.</summary>
/// <param name="Name">Its <c>kid</c>; null if it has none.</param>
/// <param name="Algorithms">The algorithms that it is for.</param>
/// <param name="Key">The key.</param>
internal sealed record IssuerKey(string? Name, IReadOnlyList<string> Algorithms, SecurityKey Key);
