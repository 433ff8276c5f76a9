namespace ZenML.Cli.Commands.Doctor;

/// <summary>The result of one check.</summary>
internal enum DoctorStatus
{
    /// <summary>Nothing is wrong.</summary>
    Ok,

    /// <summary>It works, and there is something to know.</summary>
    Warning,

    /// <summary>Something is wrong.</summary>
    Error,
}
