using ZenML.Core.Errors;

namespace ZenML.Core.Accounts.Trusts;

/// <summary>Compares tokens with trusts. Pure rules; who signed a token is checked elsewhere.</summary>
internal static class TrustCheck
{
    /// <summary>How much the clocks of issuer and server may differ.</summary>
    public static TimeSpan Tolerance { get; } = TimeSpan.FromMinutes(1);

    /// <summary>The longest that a token can be valid. Longer ones are not for jobs.</summary>
    public static TimeSpan MaximumLifetime { get; } = TimeSpan.FromDays(1);

    /// <summary>Returns why a token is not valid now, whoever trusts it; null if it is.</summary>
    public static TrustProblem? FindProblemOfTimes(IdentityToken token, DateTimeOffset now) => Lifetime(token switch
    {
        { Expires: null } => "The token has no 'exp': it never expires.",
        { Issued: null } => "The token has no 'iat': it does not say how old it is.",
        _ when token.Expires + Tolerance <= now => "The token has expired.",
        _ when token.Issued - Tolerance > now || token.NotBefore - Tolerance > now =>
            "The token is not valid yet. Compare the clocks of the issuer and of the server.",
        _ when token.Expires - token.Issued > MaximumLifetime => "The token is valid for more than a day. Ask for one that expires sooner.",
        _ => null,
    });

    /// <summary>Whether a token of the issuer of a trust meets its rules.</summary>
    public static bool Fits(Trust trust, IdentityToken token) => !FindProblems(trust, token).Any();

    /// <summary>Returns the rules of a trust that a token does not meet, except the signature and the times.</summary>
    public static IEnumerable<TrustProblem> FindProblems(Trust trust, IdentityToken token)
    {
        if (token.Issuer != trust.Issuer)
        {
            yield return new("issuer", MessageText.Of($"'iss' is not '{trust.Issuer}', to the letter."));
        }

        if (!token.Audiences.Contains(trust.Audience, StringComparer.Ordinal))
        {
            yield return new("audience", MessageText.Of($"'aud' does not have '{trust.Audience}'."));
        }

        if (!TextPattern.Matches(trust.Subject, token.Subject))
        {
            yield return new("subject", MessageText.Of($"'sub' does not match '{trust.Subject}'."));
        }

        foreach (var (name, pattern) in trust.Claims)
        {
            if (!token.Claims.TryGetValue(name, out var values))
            {
                yield return new($"claim {name}", MessageText.Of($"The token has no claim '{name}'."));
            }
            else if (!values.Any(value => TextPattern.Matches(pattern, value)))
            {
                yield return new($"claim {name}", MessageText.Of($"'{name}' does not match '{pattern}'."));
            }
        }
    }

    private static TrustProblem? Lifetime(string? message) => message is null ? null : new("lifetime", message);
}
