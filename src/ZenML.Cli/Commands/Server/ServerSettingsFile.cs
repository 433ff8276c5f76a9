namespace ZenML.Cli.Commands.Server;

/// <summary>
/// The file with the server's settings, as far as <c>zenml up</c> must know them. Whether it can be used, the server
/// says.
/// </summary>
/// <param name="environment">The process around; the file is searched from its folder.</param>
/// <param name="path">The file; null for none.</param>
internal sealed class ServerSettingsFile(CliEnvironment environment, string? path)
{
    /// <summary>The value of a setting; null if it is not set, or set to nothing.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
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
