using ZenML.Core.Secrets;

namespace ZenML.Core.Accounts.Trusts;

/// <summary>Reads identity tokens and checks their signatures with the keys of their issuers.</summary>
public interface IIdentityTokens
{
    /// <summary>Reads a token without checking anything but its form.</summary>
    /// <returns>What it says; null if it is not a signed token, is too large, or says something twice.</returns>
    IdentityToken? TryRead(SensitiveString token);

    /// <summary>
    /// Checks the signature of a token with the keys of an issuer. This may contact the issuer, so pass only one that an
    /// administrator has registered.
    /// </summary>
    /// <param name="token">The token.</param>
    /// <param name="issuer">The issuer, which the token names.</param>
    /// <param name="cancellationToken">Cancels the wait for the issuer.</param>
    Task<SignatureCheck> CheckSignatureAsync(SensitiveString token, string issuer, CancellationToken cancellationToken);
}
