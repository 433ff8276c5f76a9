using ZenML.Core.Secrets;

namespace ZenML.Stores.Servers;

/// <summary>Which store is opened, and how.</summary>
public sealed record SqlStoreOptions
{
    /// <summary>Where the store is.</summary>
    public required StoreUrl Url { get; init; }

    /// <summary>
    /// The folder of the key ring, for a store on a server without an encryption key of the user's own. It is created
    /// if it is not there. The key ring of a SQLite store is beside the database.
    /// </summary>
    public required string Folder { get; init; }

    /// <summary>
    /// The encryption key that the user brings, at least 16 characters; null for a key ring. All who use one store must
    /// bring the same.
    /// </summary>
    public string? EncryptionKey { get; init; }

    /// <summary>How many versions of each secret's values are kept, the current one among them.</summary>
    public int SecretVersions { get; init; } = SecretLimits.DefaultVersions;

    /// <summary>The clock for the first records of a new store.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Called with warnings for the user, such as that others can read the store's files; null to ignore them.</summary>
    public Action<string>? OnWarning { get; init; }

    /// <summary>Where the store is, never a password or key.</summary>
    public override string ToString() => Url.ToString();
}
