namespace ZenML.Client;

/// <summary>Where a client's data lies.</summary>
/// <param name="Kind">What kind of store it is: <c>embedded</c> for the one in this process, <c>server</c> for one elsewhere.</param>
/// <param name="Location">Where it is: the folder of an embedded store, the address of a server.</param>
public sealed record StoreDescription(string Kind, string Location)
{
    /// <summary>Whether it is on a server, where others may work too.</summary>
    public bool IsServer => Kind == Remote.RemoteConnection.Kind;
}
