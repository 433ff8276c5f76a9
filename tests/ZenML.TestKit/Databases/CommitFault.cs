namespace ZenML.TestKit.Databases;

/// <summary>What happens to a commit on its way.</summary>
public enum CommitFault
{
    /// <summary>The connection breaks before the server gets it, so the change is not made.</summary>
    CutBefore,

    /// <summary>The server does it, and the connection breaks before its answer comes.</summary>
    CutAfter,

    /// <summary>The server does it, and its answer does not come until the network resumes.</summary>
    HangAfter,
}
