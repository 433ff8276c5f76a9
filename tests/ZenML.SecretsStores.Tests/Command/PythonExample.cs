namespace ZenML.SecretsStores.Tests.Command;

/// <summary>The example of a program that stores secrets.</summary>
internal static class PythonExample
{
    /// <summary>Python; null if it is not installed.</summary>
    public static string? Python { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator)
        .Prepend("/usr/bin")
        .Select(folder => Path.Combine(folder, "python3"))
        .FirstOrDefault(File.Exists);

    /// <summary>The program.</summary>
    public static string Script { get; } = Path.Combine(FindRoot(), "examples", "CustomStore", "store.py");

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "ZenML.slnx")))
        {
            folder = Path.GetDirectoryName(folder)!;
        }

        return folder;
    }
}
