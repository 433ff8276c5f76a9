using ZenML.Core.Secrets;

namespace ZenML.Core.Accounts.Trusts;

/// <summary>Reads no token: a local store has no logins.</summary>
public sealed class NoIdentityTokens : IIdentityTokens
{
    /// <inheritdoc />
    public IdentityToken? TryRead(SensitiveString token) => null;

    /// <inheritdoc />
    public Task<SignatureCheck> CheckSignatureAsync(SensitiveString token, string issuer, CancellationToken cancellationToken) =>
        Task.FromResult(SignatureCheck.Unavailable("Only a server checks identity tokens."));
}
