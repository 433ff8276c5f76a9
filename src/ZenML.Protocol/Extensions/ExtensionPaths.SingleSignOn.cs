using ZenML.Protocol.Paths;

namespace ZenML.Protocol.Extensions;

/// <summary>The paths of single sign-on.</summary>
public static partial class ExtensionPaths
{
    /// <summary>The number of extensions with which <see cref="SingleSignOn"/> exists.</summary>
    public const int WithSingleSignOn = 8;

    /// <summary>GET: the identity provider at which people log in; 404 if there is none. Needs no login.</summary>
    public const string SingleSignOn = "/x/sso";

    /// <summary>
    /// POST: begins a login at the identity provider; the response has a nonce that its token must have. Needs no login. The token is
    /// exchanged at <see cref="ApiPaths.Login"/>.
    /// </summary>
    public const string SingleSignOnStart = "/x/sso/start";

    /// <summary>
    /// GET: the person at the identity provider to whom an account belongs. PUT: links it to the person <c>subject</c>, DELETE: ends
    /// that; both for administrators.
    /// </summary>
    /// <param name="user">The name or id of the account.</param>
    public static string OfLinkedIdentity(string user) => $"/x/users/{user}/sso";
}
