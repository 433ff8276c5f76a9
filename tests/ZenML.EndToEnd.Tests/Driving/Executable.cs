namespace ZenML.EndToEnd.Tests.Driving;

/// <summary>Finds the executable that the tests run.</summary>
internal static class Executable
{
    /// <summary>The environment variable that names another executable than the published one.</summary>
    public const string Variable = "ZENML_EXECUTABLE";

    private static readonly Lazy<string> Found = new(Find);

    /// <summary>The full path. Throws if there is none, so that a missing executable never skips a test.</summary>
    public static string FullPath => Found.Value;

    /// <summary>The top folder of the repository.</summary>
    public static string RepositoryRoot
    {
        get
        {
            for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            {
                if (File.Exists(Path.Combine(folder.FullName, "ZenML.slnx")))
                {
                    return folder.FullName;
                }
            }

            throw new InvalidOperationException("The tests do not lie below a folder with ZenML.slnx.");
        }
    }

    private static string Find()
    {
        var path = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named
            ? Path.GetFullPath(named, RepositoryRoot)
            : Path.Combine(RepositoryRoot, "artifacts", OperatingSystem.IsWindows() ? "zenml.exe" : "zenml");
        return File.Exists(path)
            ? path
            : throw new InvalidOperationException(
                $"There is no executable at '{path}'. Run './build aot' first, or name another executable in {Variable}.");
    }
}
