namespace ZenML.Cli.Commands.Server;

/// <summary>
/// Reads the few settings of the server's settings file that <c>zenml up</c> needs. The server itself validates the file.
/// </summary>
/// <param name="environment">The process; a relative path is relative to its folder.</param>
/// <param name="path">The file; null for none.</param>
internal sealed class ServerSettingsFile(CliEnvironment environment, string? path)
{
    /// <summary>The value of a setting; null if it is unset or empty.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">You do not have permission to read the file.</exception>
    public string? Find(string name)
    {
        var file = Path.Combine(environment.WorkingDirectory, path ?? "");
        if (!File.Exists(file))
        {
            return null;
        }

        return File.ReadLines(file)
            .Select(line => line.Split('=', 2) is [var key, var value] && key.Trim() == name ? value.Trim().Trim('"', '\'') : "")
            .FirstOrDefault(value => value.Length > 0);
    }
}
