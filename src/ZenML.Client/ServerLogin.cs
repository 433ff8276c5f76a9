using ZenML.Core.Secrets;

namespace ZenML.Client;

/// <summary>How to log in to a server. The text of a login never contains its credential.</summary>
public abstract record ServerLogin
{
    private protected ServerLogin()
    {
    }

    /// <summary>Log in with the name and password of a user.</summary>
    /// <param name="UserName">The name.</param>
    /// <param name="Secret">The password.</param>
    public sealed record Password(string UserName, SensitiveString Secret) : ServerLogin
    {
        /// <summary>Whether the password is stored beside the token, so that an expired token is renewed without asking.</summary>
        public bool IsKept { get; init; }
    }

    /// <summary>Log in with the API key of a service account. The key is stored, so that an expired token is renewed.</summary>
    /// <param name="Key">The key, which begins with <c>ZENKEY_</c>.</param>
    public sealed record ApiKey(SensitiveString Key) : ServerLogin;

    /// <summary>Log in with a browser, on this machine or another.</summary>
    /// <param name="Show">Shows the user which page to open.</param>
    public sealed record Browser(Action<DeviceAuthorization> Show) : ServerLogin;

    /// <summary>
    /// Log in at the identity provider of the server. What the provider issues goes to this server alone and is not stored.
    /// </summary>
    /// <param name="Show">Shows the user which page to open.</param>
    public sealed record SingleSignOn(Action<SingleSignOnPage> Show) : ServerLogin
    {
        /// <summary>
        /// Opens a page in a browser on this machine, and returns whether it could; null if there is no browser. The user then logs in on
        /// another machine, if the identity provider has that.
        /// </summary>
        public Func<Uri, bool>? OpenBrowser { get; init; }
    }
}
