using ZenML.Core.Secrets;

namespace ZenML.Client;

/// <summary>How to log in to a server. None of them shows its credential.</summary>
public abstract record ServerLogin
{
    private protected ServerLogin()
    {
    }

    /// <summary>With the name and password of a user.</summary>
    /// <param name="UserName">The name.</param>
    /// <param name="Secret">The password.</param>
    public sealed record Password(string UserName, SensitiveString Secret) : ServerLogin
    {
        /// <summary>Whether the password is kept beside the token, so that a token that ended is renewed without asking.</summary>
        public bool IsKept { get; init; }
    }

    /// <summary>With the key of a service account. It is kept, so that a token that ended is renewed.</summary>
    /// <param name="Key">The key, which begins with <c>ZENKEY_</c>.</param>
    public sealed record ApiKey(SensitiveString Key) : ServerLogin;

    /// <summary>In a browser, on this machine or another.</summary>
    /// <param name="Show">Shows the person where to go.</param>
    public sealed record Browser(Action<DeviceAuthorization> Show) : ServerLogin;
}
