namespace ZenML.Core.Backups;

/// <summary>A consistent copy of a store in a private folder. Dispose of it to delete the folder.</summary>
internal sealed class StoreSnapshot : IDisposable
{
    private readonly Action delete;

    /// <summary>Describes a copy.</summary>
    /// <param name="delete">Deletes the folder.</param>
    public StoreSnapshot(Action delete)
    {
        ArgumentNullException.ThrowIfNull(delete);
        this.delete = delete;
    }

    /// <summary>The private folder.</summary>
    public required string Folder { get; init; }

    /// <summary>The parts.</summary>
    public required IReadOnlyList<StorePart> Parts { get; init; }

    /// <summary>The version of the schema.</summary>
    public required long Schema { get; init; }

    /// <summary>Whether its owner brings the key, so that it is not one of the parts.</summary>
    public required bool HasOwnKey { get; init; }

    /// <summary>When the copy was made.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>How many rows of each kind the database has, by the word for the kind.</summary>
    public required IReadOnlyDictionary<string, long> Counts { get; init; }

    /// <summary>Deletes the folder.</summary>
    public void Dispose() => delete();
}
