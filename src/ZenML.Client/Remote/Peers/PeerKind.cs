namespace ZenML.Client.Remote.Peers;

/// <summary>What is known of who is at the other end of a connection within this machine.</summary>
internal enum PeerKind
{
    /// <summary>The system does not tell.</summary>
    Unknown,

    /// <summary>An account that may answer.</summary>
    Trusted,

    /// <summary>Another account.</summary>
    Stranger,

    /// <summary>The connection is closed, so nobody can be known.</summary>
    Closed,
}
