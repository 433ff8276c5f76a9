namespace ZenML.Platform.Processes;

/// <summary>The state of the password for the first account of a server.</summary>
internal enum FirstPasswordState
{
    /// <summary>No password was given.</summary>
    None,

    /// <summary>The account has this password, now or from an earlier start.</summary>
    Accepted,

    /// <summary>The account has another password, or cannot log in.</summary>
    Unused,
}
