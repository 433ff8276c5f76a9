using System.CommandLine;
using ZenML.Cli.CommandLine;

namespace ZenML.Cli.Commands.Backup;

/// <summary>The argument that names a backup.</summary>
internal static class BackupFile
{
    /// <summary>A new file.</summary>
    public static Argument<string> New() => new("FILE") { Description = "The new file. An existing file is never replaced." };

    /// <summary>An existing file.</summary>
    public static Argument<string> Existing() => new("FILE") { Description = "The backup." };

    /// <summary>The full path of the argument.</summary>
    /// <exception cref="UsageException">It is a standard stream.</exception>
    public static string PathOf(CliContext context, string text) => text is "-" or ""
        ? throw new UsageException(
            "A backup must be a file: it is read more than once, because it is checked as a whole. Name a file.")
        : Path.GetFullPath(Path.Combine(context.Environment.WorkingDirectory, text));
}
