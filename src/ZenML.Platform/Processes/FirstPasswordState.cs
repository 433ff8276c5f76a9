namespace ZenML.Platform.Processes;

/// <summary>What the store says of the password that was given for the first account of a server.</summary>
internal enum FirstPasswordState
{
    /// <summary>None was given.</summary>
    None,

    /// <summary>It is the password of the account, from now or from earlier.</summary>
    Accepted,

    /// <summary>The account has another password, or cannot log in.</summary>
    Unused,
}
