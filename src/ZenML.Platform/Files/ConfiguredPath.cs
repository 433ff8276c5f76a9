using System.Diagnostics.CodeAnalysis;

namespace ZenML.Platform.Files;

/// <summary>
/// Resolves paths from environment variables and settings files, where no shell expands <c>~</c>.
/// </summary>
internal static class ConfiguredPath
{
    private const char Home = '~';

    /// <summary>Resolves a path. A relative path is relative to the current folder.</summary>
    /// <param name="value">The path; a leading <c>~</c> or <c>~/</c> stands for the home folder.</param>
    /// <param name="path">The full path.</param>
    /// <param name="problem">The problem, as the end of a sentence that begins with the name of the setting.</param>
    public static bool TryResolve(string value, [NotNullWhen(true)] out string? path, [NotNullWhen(false)] out string? problem)
    {
        (path, problem) = (null, null);
        if (!value.StartsWith(Home))
        {
            path = Path.GetFullPath(value);
            return true;
        }

        if (value.Length > 1 && !IsSeparator(value[1]))
        {
            problem = "begins with ~ and a name, which only a shell expands. Write the full path, or ./ before a folder name that "
                + "begins with ~.";
            return false;
        }

        if (!TryGetHome(out var home, out problem))
        {
            return false;
        }

        path = Path.GetFullPath(Path.Combine(home, value[1..].TrimStart(Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar)));
        return true;
    }

    /// <summary>Returns the home folder of this user.</summary>
    /// <param name="home">The folder.</param>
    /// <param name="problem">The problem, as the end of a sentence.</param>
    /// <remarks>
    /// A relative home folder is rejected: keys and values would be written to a different folder wherever a command
    /// runs.
    /// </remarks>
    public static bool TryGetHome([NotNullWhen(true)] out string? home, [NotNullWhen(false)] out string? problem)
    {
        home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile, Environment.SpecialFolderOption.DoNotVerify);
        problem = home.Length == 0 ? "needs a home folder, but this account has none."
            : !Path.IsPathFullyQualified(home) ? "needs a home folder, but HOME is not an absolute path."
            : null;
        return problem is null;
    }

    private static bool IsSeparator(char character) =>
        character == Path.DirectorySeparatorChar || character == Path.AltDirectorySeparatorChar;
}
