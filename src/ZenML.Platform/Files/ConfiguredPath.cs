using System.Diagnostics.CodeAnalysis;

namespace ZenML.Platform.Files;

/// <summary>
/// Paths from an environment variable or a settings file, where no shell replaces <c>~</c>. Taken as it is, it would
/// name a folder called <c>~</c>.
/// </summary>
internal static class ConfiguredPath
{
    private const char Home = '~';

    /// <summary>Reads a path. A relative one starts at the current folder.</summary>
    /// <param name="value">The path; <c>~</c> or <c>~/</c> at its beginning stands for the home folder.</param>
    /// <param name="path">The full path.</param>
    /// <param name="problem">What is wrong, as the end of a sentence that begins with what was set.</param>
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
            problem = "begins with ~ and a name, which only a shell understands. Write the whole path, or ./ before a folder whose "
                + "name begins with ~.";
            return false;
        }

        if (!TryGetHome(out var home, out problem))
        {
            return false;
        }

        path = Path.GetFullPath(Path.Combine(home, value[1..].TrimStart(Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar)));
        return true;
    }

    /// <summary>The home folder of this account.</summary>
    /// <param name="home">The folder.</param>
    /// <param name="problem">What is wrong, as the end of a sentence.</param>
    /// <remarks>A relative one would be another folder wherever a command runs, and keys and values would end up there.</remarks>
    public static bool TryGetHome([NotNullWhen(true)] out string? home, [NotNullWhen(false)] out string? problem)
    {
        home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile, Environment.SpecialFolderOption.DoNotVerify);
        problem = home.Length == 0 ? "needs a home folder, and this account has none."
            : !Path.IsPathFullyQualified(home) ? "needs a home folder, and HOME is not an absolute path."
            : null;
        return problem is null;
    }

    private static bool IsSeparator(char character) =>
        character == Path.DirectorySeparatorChar || character == Path.AltDirectorySeparatorChar;
}
