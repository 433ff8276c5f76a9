namespace ZenML.TestKit.Doors;

/// <summary>What the client of a test leads to.</summary>
public enum TestDoor
{
    /// <summary>The store in this process.</summary>
    Local,

    /// <summary>Our own server, over HTTP.</summary>
    OwnServer,

    /// <summary>What stands in for a server of ZenML 0.58.</summary>
    UpstreamServer,
}
