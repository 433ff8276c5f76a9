namespace ZenML.Core.Accounts.Trusts;

/// <summary>The outcome of the check of a signature.</summary>
public enum SignatureOutcome
{
    /// <summary>The issuer signed the token.</summary>
    Valid,

    /// <summary>The issuer did not sign the token.</summary>
    Invalid,

    /// <summary>The keys of the issuer could not be read.</summary>
    Unavailable,
}
