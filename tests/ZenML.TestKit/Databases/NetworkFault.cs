namespace ZenML.TestKit.Databases;

/// <summary>What happens to a request on its way to a server.</summary>
public enum NetworkFault
{
    /// <summary>The connection breaks before the server gets it, so nothing is done.</summary>
    CutBefore,

    /// <summary>The server does what is asked, and the connection breaks before its answer comes.</summary>
    CutAfter,

    /// <summary>The server does what is asked, and its answer does not come until the network resumes.</summary>
    HangAfter,
}
