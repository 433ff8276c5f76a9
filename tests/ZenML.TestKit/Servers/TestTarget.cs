namespace ZenML.TestKit.Servers;

/// <summary>What the client of a test connects to.</summary>
public enum TestTarget
{
    /// <summary>The store in this process.</summary>
    Local,

    /// <summary>The ZenML for .NET server, over HTTP.</summary>
    OwnServer,

    /// <summary>A fake ZenML 0.58 server.</summary>
    UpstreamServer,
}
