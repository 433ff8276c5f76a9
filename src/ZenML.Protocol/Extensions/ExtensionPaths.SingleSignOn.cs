namespace ZenML.Protocol.Extensions;

/// <summary>Paths about single sign-on.</summary>
public static partial class ExtensionPaths
{
    /// <summary>The number of extensions with which single sign-on exists.</summary>
    public const int WithSingleSignOn = 7;

    /// <summary>GET: the identity provider that people log in with, for everyone. 404 if there is none.</summary>
    public const string SingleSignOn = "/x/sso";

    /// <summary>POST: begins a login at the identity provider, for everyone. Returns a nonce.</summary>
    public const string StartSingleSignOn = SingleSignOn + "/start";

    /// <summary>
    /// GET: the person at the identity provider to whom an account belongs. PUT: links it to the person <c>subject</c>, DELETE: ends
    /// that; both for administrators.
    /// </summary>
    /// <param name="user">The name or id of the account.</param>
    public static string OfLinkedIdentity(string user) => $"/x/users/{user}/sso";
}
