namespace ZenML.Client;

/// <summary>Where a client's data is stored.</summary>
/// <param name="Kind">The kind of store: <c>embedded</c> for the local store in this process, <c>server</c> for a server.</param>
/// <param name="Location">The folder of an embedded store, or the address of a server.</param>
public sealed record StoreDescription(string Kind, string Location)
{
    /// <summary>Whether it is on a server, which other people can use too.</summary>
    public bool IsServer => Kind == Remote.RemoteConnection.Kind;
}
