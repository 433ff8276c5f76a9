using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using ZenML.Core.Accounts.Trusts;
using ZenML.Core.Secrets;

namespace ZenML.Server.Identity;

/// <summary>Reads identity tokens and checks their signatures with the keys that their issuers publish.</summary>
internal sealed class IdentityTokens(IssuerKeys keys) : IIdentityTokens
{
    private readonly JsonWebTokenHandler handler = new()
    {
        MapInboundClaims = false,
        MaximumTokenSizeInBytes = CompactToken.MaximumLength,
    };

    public IdentityToken? TryRead(SensitiveString token) => CompactToken.TryRead(token.Reveal())?.Claims;

    public async Task<SignatureCheck> CheckSignatureAsync(SensitiveString token, string issuer, CancellationToken cancellationToken)
    {
        if (CompactToken.TryRead(token.Reveal()) is not { } read || read.Claims.Issuer != issuer)
        {
            return SignatureCheck.Invalid("The token is not one of this issuer.");
        }

        IssuerKeySet set;
        try
        {
            set = await keys.FindAsync(issuer, read.KeyName, cancellationToken);
        }
        catch (IssuerFailure failure)
        {
            return SignatureCheck.Unavailable(failure.Message);
        }

        if (set.Find(read.KeyName, read.Algorithm) is not { Count: > 0 } candidates)
        {
            return SignatureCheck.Invalid(
                "The issuer has no key with the name and the algorithm of the token, or several. "
                    + "After a rotation, try again in half a minute.");
        }

        // One by one: of several keys with the same name, the handler would try the first.
        foreach (var key in candidates)
        {
            if (await IsSignedAsync(token, read.Algorithm, key))
            {
                return SignatureCheck.Valid;
            }
        }

        return SignatureCheck.Invalid("The signature is not one of the issuer.");
    }

    private async Task<bool> IsSignedAsync(SensitiveString token, string algorithm, SecurityKey key)
    {
        // Issuer, audience and times are compared elsewhere, with what was read strictly.
        var result = await handler.ValidateTokenAsync(token.Reveal(), new TokenValidationParameters
        {
            IssuerSigningKey = key,
            ValidAlgorithms = [algorithm],
            ValidateIssuer = false,
            ValidateAudience = false,
            ValidateLifetime = false,
        });
        return result.IsValid;
    }
}
