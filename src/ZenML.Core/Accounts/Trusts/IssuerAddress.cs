namespace ZenML.Core.Accounts.Trusts;

/// <summary>Which addresses an issuer and its keys can have.</summary>
public static class IssuerAddress
{
    /// <summary>The maximum length of the address of an issuer.</summary>
    public const int MaximumLength = 255;

    /// <summary>Returns why an address cannot be that of an issuer, as the end of a sentence; null if it can.</summary>
    public static string? FindProblem(string issuer)
    {
        if (issuer.Length > MaximumLength)
        {
            return "is too long.";
        }

        if (!Uri.TryCreate(issuer, UriKind.Absolute, out var address) || issuer.Any(character => character is <= ' ' or > '~'))
        {
            return "must be an address such as https://token.actions.githubusercontent.com.";
        }

        return address switch
        {
            { UserInfo.Length: > 0 } => "cannot contain a user or password.",
            { Query.Length: > 0 } or { Fragment.Length: > 0 } => "cannot have a query or fragment.",
            _ when IsSafe(address) => null,
            _ => "must begin with https://; http:// is allowed only for an issuer on the server's own machine, by a loopback address.",
        };
    }

    /// <summary>Whether what is read from an address is from its owner: with TLS, or from the machine itself.</summary>
    public static bool IsSafe(Uri address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && IsLoopback(address));
    }

    /// <summary>Whether an address names the machine itself.</summary>
    public static bool IsLoopback(Uri address)
    {
        ArgumentNullException.ThrowIfNull(address);

        // The framework also takes a machine named "loopback" for this one.
        return address.IsLoopback && address.Host != "loopback";
    }
}
