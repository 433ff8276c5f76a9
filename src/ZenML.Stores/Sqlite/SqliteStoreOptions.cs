using ZenML.Core.Secrets;

namespace ZenML.Stores.Sqlite;

/// <summary>Where an embedded store is and how it is opened.</summary>
public sealed record SqliteStoreOptions
{
    /// <summary>The folder of the store's files. It is created if it does not exist.</summary>
    public required string Folder { get; init; }

    /// <summary>The name of the database's file in it. The key ring's file is beside it.</summary>
    public string FileName { get; init; } = "zenml-dotnet.db";

    /// <summary>The encryption key that the user brings, at least 16 characters; null for the key ring beside the database.</summary>
    public string? EncryptionKey { get; init; }

    /// <summary>How many versions of each secret's values are kept, the current one among them.</summary>
    public int SecretVersions { get; init; } = SecretLimits.DefaultVersions;

    /// <summary>The clock for the first records of a new store.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>
    /// Whether each change signs its record of the audit log in its own transaction: where no server signs it every minute.
    /// </summary>
    public bool SignsChanges { get; init; }

    /// <summary>Called with warnings for the user, such as that others can read the store's files; null to ignore them.</summary>
    public Action<string>? OnWarning { get; init; }

    /// <summary>The folder, never the key.</summary>
    public override string ToString() => Folder;
}
