namespace ZenML.Platform.Processes;

/// <summary>Finds the program that a shell would start.</summary>
internal static class ProgramSearch
{
    /// <summary>Where shells look if <c>PATH</c> is not set.</summary>
    private const string DefaultPath = "/usr/local/bin:/usr/bin:/bin";

    private const UnixFileMode Execute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>Finds a program.</summary>
    /// <param name="name">A name, which is looked for in the folders of <paramref name="path"/>, or a path.</param>
    /// <param name="path">The value of <c>PATH</c>; null if it is not set.</param>
    /// <param name="folder">The folder that relative paths are relative to.</param>
    /// <returns>The path of the program.</returns>
    /// <exception cref="StartException">There is none, or it is not executable.</exception>
    public static string Find(string name, string? path, string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return name;
        }

        var places = name.Contains('/', StringComparison.Ordinal)
            ? [name]
            : (path ?? DefaultPath).Split(':').Select(each => Path.Combine(each, name));
        var failure = StartFailure.NotFound;
        foreach (var place in name.Length == 0 ? [] : places)
        {
            var full = Path.Combine(folder, place);
            if (File.Exists(full) && (File.GetUnixFileMode(full) & Execute) != 0)
            {
                return full;
            }

            failure = Path.Exists(full) ? StartFailure.NotExecutable : failure;
        }

        throw new StartException(failure);
    }
}
