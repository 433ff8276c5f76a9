using ZenML.Core.Errors;
using ZenML.Core.Resources;
using ZenML.Core.Text;

namespace ZenML.Core.Accounts.Trusts;

/// <summary>The rules for new trusts.</summary>
internal static class TrustRules
{
    /// <summary>How many trusts a service account can have.</summary>
    public const int MaximumPerAccount = 100;

    private const int MaximumText = 1000;

    private const int MaximumClaims = 20;

    private static readonly string[] OwnClaims = ["iss", "sub", "aud", "exp", "nbf", "iat", "jti"];

    /// <summary>Checks what a service account shall trust.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.InvalidArgument"/>.</exception>
    public static void Check(NewTrust trust)
    {
        ResourceName.Check("trust", trust.Name);
        if (IssuerAddress.FindProblem(trust.Issuer) is { } problem)
        {
            throw new ZenException(ErrorCode.InvalidArgument, $"The issuer '{trust.Issuer}' {problem:raw}");
        }

        CheckPattern("subject", trust.Subject);
        CheckText("audience", trust.Audience);
        if (trust.Claims.Count > MaximumClaims)
        {
            throw new ZenException(ErrorCode.InvalidArgument, $"A trust can have at most {MaximumClaims} further claims.");
        }

        foreach (var (name, pattern) in trust.Claims)
        {
            CheckText("name of a claim", name);
            if (OwnClaims.Contains(name, StringComparer.Ordinal))
            {
                throw new ZenException(
                    ErrorCode.InvalidArgument, $"The claim '{name}' is checked anyway. Use the issuer, subject and audience of the trust.");
            }

            CheckPattern(MessageText.Of($"claim '{name}'"), pattern);
        }

        if (SharedIssuers.FindProblem(trust.Issuer, trust.Subject, trust.Claims) is { } shared)
        {
            throw new ZenException(ErrorCode.InvalidArgument, $"{shared:raw}");
        }
    }

    private static void CheckPattern(string what, string pattern)
    {
        CheckText(what, pattern);
        if (TextPattern.MatchesEverything(pattern))
        {
            throw new ZenException(
                ErrorCode.InvalidArgument, $"The {what:raw} cannot be only '*', which every token of the issuer matches. Say which ones.");
        }
    }

    private static void CheckText(string what, string text)
    {
        if (text.Length is 0 or > MaximumText || !UnicodeText.IsWellFormed(text) || text.Any(char.IsControl))
        {
            throw new ZenException(
                ErrorCode.InvalidArgument,
                $"The {what:raw} must be text of 1 to {MaximumText} characters, without control characters.");
        }
    }
}
