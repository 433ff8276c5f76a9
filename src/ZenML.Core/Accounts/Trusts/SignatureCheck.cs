namespace ZenML.Core.Accounts.Trusts;

/// <summary>What the check of a signature found.</summary>
/// <param name="Outcome">The outcome.</param>
/// <param name="Problem">What is wrong, as a sentence for administrators; null if the signature is valid.</param>
public sealed record SignatureCheck(SignatureOutcome Outcome, string? Problem)
{
    /// <summary>A valid signature.</summary>
    public static SignatureCheck Valid { get; } = new(SignatureOutcome.Valid, null);

    /// <summary>A signature that is not by the issuer.</summary>
    public static SignatureCheck Invalid(string problem) => new(SignatureOutcome.Invalid, problem);

    /// <summary>A signature that could not be checked.</summary>
    public static SignatureCheck Unavailable(string problem) => new(SignatureOutcome.Unavailable, problem);
}
