namespace ZenML.Core.Backups;

/// <summary>The words for the parts of a store.</summary>
internal static class StorePartKinds
{
    private static readonly (StorePartKind Kind, string Word)[] All =
    [
        (StorePartKind.Database, "database"),
        (StorePartKind.ReadRecords, "read_records"),
        (StorePartKind.KeyRing, "key_ring"),
        (StorePartKind.Settings, "settings"),
    ];

    /// <summary>The word for a part.</summary>
    public static string Word(this StorePartKind kind) => All[(int)kind].Word;

    /// <summary>The part of a word; null if there is none.</summary>
    public static StorePartKind? Find(string word) =>
        Array.Find(All, entry => entry.Word == word) is { Word: not null } found ? found.Kind : null;
}
