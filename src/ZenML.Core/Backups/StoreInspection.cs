namespace ZenML.Core.Backups;

/// <summary>What a look at a store's files found. Nothing was created, upgraded or repaired.</summary>
internal sealed record StoreInspection
{
    /// <summary>The full path of the database.</summary>
    public required string Path { get; init; }

    /// <summary>Whether there is a database.</summary>
    public bool Exists { get; init; }

    /// <summary>What is wrong with the database, one sentence or more each; no value of a secret is in them.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];

    /// <summary>The version of the schema; 0 if it could not be read.</summary>
    public long Schema { get; init; }

    /// <summary>The version of the schema that this program writes.</summary>
    public long NewestSchema { get; init; }

    /// <summary>Whether a restore was interrupted. The next command that opens the store finishes it.</summary>
    public bool HasPendingRestore { get; init; }

    /// <summary>Where the key comes from, for people; null if there is no store.</summary>
    public string? KeySource { get; init; }

    /// <summary>What is wrong with the key; null if it is the store's.</summary>
    public string? KeyProblem { get; init; }

    /// <summary>Who else can read or change the files, and what to do about it.</summary>
    public IReadOnlyList<string> Exposures { get; init; } = [];

    /// <summary>When the newest change was recorded; null if none is.</summary>
    public DateTimeOffset? NewestRecord { get; init; }
}
