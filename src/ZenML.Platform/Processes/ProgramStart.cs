namespace ZenML.Platform.Processes;

/// <summary>Starts programs that run in the place of this process.</summary>
internal static class ProgramStart
{
    /// <summary>Starts a program.</summary>
    /// <param name="command">The program.</param>
    /// <param name="makeFilter">Makes the filter of one output; null to pass it on unchanged.</param>
    /// <exception cref="StartException">It could not be started.</exception>
    public static IProgramRun Start(ChildCommand command, Func<IOutputFilter>? makeFilter) =>
        OperatingSystem.IsLinux() ? new ProgramRun(command, makeFilter) : new PipedProgramRun(command, makeFilter);

    /// <summary>Starts a program that shares the three standard streams of this process: nothing is in between.</summary>
    /// <param name="command">The program.</param>
    /// <exception cref="StartException">It could not be started.</exception>
    public static IProgramRun StartDirectly(ChildCommand command) =>
        OperatingSystem.IsLinux() ? new DirectProgramRun(command) : new PipedProgramRun(command, makeFilter: null, isDirect: true);
}
