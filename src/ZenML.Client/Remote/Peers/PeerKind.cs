namespace ZenML.Client.Remote.Peers;

/// <summary>What is known about the peer of a connection within this machine.</summary>
internal enum PeerKind
{
    /// <summary>The system does not provide the account.</summary>
    Unknown,

    /// <summary>A trusted account.</summary>
    Trusted,

    /// <summary>An untrusted account.</summary>
    Stranger,

    /// <summary>The connection is closed, so the account cannot be determined.</summary>
    Closed,
}
