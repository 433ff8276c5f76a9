namespace ZenML.Stores.Encryption;

/// <summary>A key that the database was created with.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Origin">See <see cref="KeySource.Origin"/>.</param>
/// <param name="Check">Bytes that only that key opens.</param>
internal sealed record KnownKey(string Id, string Origin, byte[] Check)
{
    // Sealed in the check of a store in which every row of a secret has a tag. It cannot be taken back without the key.
    private const byte AllRowsTagged = 1;

    /// <summary>Makes the check of a key of a store in which every row of a secret has a tag.</summary>
    public static byte[] MakeCheck(string id, SealingKey key) => key.Seal([AllRowsTagged], AssociatedData(id));

    /// <summary>Whether a key is this one.</summary>
    /// <param name="key">The key.</param>
    /// <param name="allRowsTagged">Whether a row without a tag is damage.</param>
    public bool Is(SealingKey key, out bool allRowsTagged)
    {
        var isThis = key.TryOpen(Check, AssociatedData(Id), out var content);
        allRowsTagged = content is [AllRowsTagged];
        return isThis;
    }

    private static byte[] AssociatedData(string id) => new AssociatedData().Add("zenml-dotnet 1 key check").Add(id).ToArray();
}
