namespace ZenML.Stores.Servers;

/// <summary>What the errors of a database server mean to the store.</summary>
internal enum Failure
{
    /// <summary>Something that the store does not expect.</summary>
    Other,

    /// <summary>A unique value is taken.</summary>
    Taken,

    /// <summary>A row that is referred to is gone, or is still referred to.</summary>
    Referred,

    /// <summary>A value is too long for its column, its index or a message to the server.</summary>
    TooLong,

    /// <summary>A statement has more values, or more conditions, than the server processes.</summary>
    TooComplex,

    /// <summary>A conflict with a concurrent transaction; this one was rolled back and may be repeated.</summary>
    Contended,

    /// <summary>The connection was lost or could not be made.</summary>
    Unreachable,

    /// <summary>The server's certificate is not trusted, or is for another host.</summary>
    Untrusted,

    /// <summary>Another transaction did not end for too long.</summary>
    Locked,

    /// <summary>There is no room on the server's disk.</summary>
    Full,

    /// <summary>The server refuses the user or the password.</summary>
    LoginRefused,

    /// <summary>The user may not do this.</summary>
    NotPermitted,

    /// <summary>There is no such database.</summary>
    NoDatabase,

    /// <summary>Tables or columns are missing.</summary>
    NotAStore,
}
