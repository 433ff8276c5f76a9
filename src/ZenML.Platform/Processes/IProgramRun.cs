namespace ZenML.Platform.Processes;

/// <summary>A program that runs in the place of this process.</summary>
internal interface IProgramRun : IDisposable
{
    /// <summary>The exit code, once the output is passed on; 128 and the number of the signal that ended the program.</summary>
    Task<int> Completion { get; }

    /// <summary>Asks the program to exit.</summary>
    void RequestStop();

    /// <summary>Ends the program.</summary>
    void ForceStop();
}
