namespace ZenML.Stores.Sql.Encryption;

/// <summary>A key that the database was begun with.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Origin">See <see cref="KeySource.Origin"/>.</param>
/// <param name="Check">Bytes that only that key opens.</param>
internal sealed record KnownKey(string Id, string Origin, byte[] Check)
{
    /// <summary>Makes the check of a key.</summary>
    public static byte[] MakeCheck(string id, SealingKey key) => key.Seal([], AssociatedData(id));

    /// <summary>Whether a key is this one.</summary>
    public bool Is(SealingKey key) => key.TryOpen(Check, AssociatedData(Id), out _);

    private static byte[] AssociatedData(string id) => new AssociatedData().Add("zenml-dotnet 1 key check").Add(id).ToArray();
}
