namespace ZenML.SecretsStores.Entries;

/// <summary>
/// The server that entries belong to. Its id is written beside each entry, and what bears another id or none is never touched.
/// </summary>
/// <param name="read">Reads the id of the server's database.</param>
public sealed class EntryOwner(Func<CancellationToken, Task<Guid>> read)
{
    // An object, because a reference is replaced as a whole.
    private volatile object? known;

    /// <summary>The name of the label, tag or field that holds the id, where the vendor allows this name.</summary>
    public const string Label = "zenml-server-id";

    /// <summary>Reads the id; the first time, from the database.</summary>
    public async ValueTask<Guid> GetAsync(CancellationToken cancellationToken) =>
        (Guid)(known ??= await read(cancellationToken));
}
