namespace ZenML.Platform.Processes;

/// <summary>Why a program could not be started.</summary>
internal enum StartFailure
{
    /// <summary>There is no such program.</summary>
    NotFound,

    /// <summary>It is not a program, or access is denied.</summary>
    NotExecutable,

    /// <summary>Its arguments and environment are larger than the system allows.</summary>
    TooLarge,
}
