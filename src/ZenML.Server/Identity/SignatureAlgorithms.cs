using Microsoft.IdentityModel.Tokens;

namespace ZenML.Server.Identity;

/// <summary>
/// The algorithms with which issuers may sign. All have a public and a private key: with <c>HS256</c>, whoever can read the
/// keys of an issuer could sign, and <c>none</c> signs nothing.
/// </summary>
internal static class SignatureAlgorithms
{
    /// <summary>Those of RSA keys.</summary>
    public static IReadOnlyList<string> Rsa { get; } =
    [
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512,
        SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSsaPssSha384, SecurityAlgorithms.RsaSsaPssSha512,
    ];

    private static readonly string[] All =
        [.. Rsa, SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512];

    /// <summary>Whether an algorithm is allowed.</summary>
    public static bool Allows(string algorithm) => All.Contains(algorithm, StringComparer.Ordinal);
}
