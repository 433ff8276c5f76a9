namespace ZenML.Stores.Servers;

/// <summary>How a connection to a database server is secured: the values of <c>sslmode</c>.</summary>
public enum StoreTls
{
    /// <summary><c>disable</c>: never.</summary>
    Disable,

    /// <summary><c>prefer</c>: encrypted if the server can. Someone between could prevent it.</summary>
    Prefer,

    /// <summary><c>require</c>: encrypted, but the server is not verified.</summary>
    Require,

    /// <summary><c>verify-ca</c>: encrypted, and the server's certificate comes from a trusted authority.</summary>
    VerifyAuthority,

    /// <summary><c>verify-full</c>: the same, and the certificate is for the host.</summary>
    VerifyFull,
}
