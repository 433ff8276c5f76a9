using ZenML.Core.Accounts.Trusts;

namespace ZenML.Core.Accounts.SingleSignOn;

/// <summary>Compares ID tokens with the rules of single sign-on. Pure rules; who signed a token is checked elsewhere.</summary>
internal static class SingleSignOnCheck
{
    private const string EmailClaim = "email";

    /// <summary>How long a login can take. Nonces are valid as long.</summary>
    public static TimeSpan LongestLogin { get; } = TimeSpan.FromMinutes(10);

    /// <summary>How old a token without a nonce can be: nothing shows which login it is from.</summary>
    public static TimeSpan LongestAgeWithoutNonce { get; } = TimeSpan.FromMinutes(5);

    /// <summary>Returns why a token of the provider is not one for a login here and now, as a sentence; null if it is.</summary>
    public static string? FindProblem(IdentityToken token, SingleSignOnRules rules, DateTimeOffset now)
    {
        if (!token.Audiences.Contains(rules.ClientId, StringComparer.Ordinal))
        {
            return "The identity token is for another client of the identity provider: 'aud' does not have the client id of this server.";
        }

        var party = Single(token, "azp");
        if (party is null ? token.Audiences.Count > 1 : party != rules.ClientId)
        {
            return "The identity token is for another client of the identity provider: 'azp' is not the client id of this server.";
        }

        if (token.Subject.Length > LinkedIdentity.MaximumSubjectLength)
        {
            return "The identity token has a 'sub' of more than 255 characters.";
        }

        if (TrustCheck.FindProblemOfTimes(token, now) is { } problem)
        {
            return problem.Message;
        }

        var longest = NonceOf(token) is null ? LongestAgeWithoutNonce : LongestLogin;
        return token.Issued + longest + TrustCheck.Tolerance < now ? "The identity token is too old. Log in again." : null;
    }

    /// <summary>Returns the nonce of a token; null if it has none.</summary>
    public static string? NonceOf(IdentityToken token) => Single(token, "nonce");

    /// <summary>
    /// Returns the name that a token gives an account; null if it has none. An email address counts only if the provider says that it
    /// belongs to the person.
    /// </summary>
    public static string? NameOf(IdentityToken token, SingleSignOnRules rules) => rules.NameClaim switch
    {
        null => Single(token, "preferred_username") is { Length: > 0 } name ? name : VerifiedEmailOf(token),
        EmailClaim => VerifiedEmailOf(token),
        var claim => Single(token, claim) is { Length: > 0 } name ? name : null,
    };

    /// <summary>Returns the email address of a token, if the provider says that it belongs to the person; otherwise null.</summary>
    public static string? VerifiedEmailOf(IdentityToken token) =>
        Single(token, "email_verified") == "true" && Single(token, EmailClaim) is { Length: > 0 } email ? email : null;

    /// <summary>Returns the full name of a token; empty if it has none.</summary>
    public static string FullNameOf(IdentityToken token) => Single(token, "name") ?? "";

    /// <summary>Whether a token says that the person is in a group of the provider.</summary>
    public static bool IsIn(IdentityToken token, SingleSignOnRules rules, string group) =>
        token.Claims.GetValueOrDefault(rules.GroupsClaim)?.Contains(group, StringComparer.Ordinal) ?? false;

    /// <remarks>A list with several texts is none of them: it must not count for whichever comes first.</remarks>
    private static string? Single(IdentityToken token, string claim) => token.Claims.GetValueOrDefault(claim) switch
    {
        null => null,
        [var only] => only,
        _ => "",
    };
}
