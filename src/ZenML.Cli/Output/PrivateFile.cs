using ZenML.Core.Errors;

namespace ZenML.Cli.Output;

/// <summary>Writes files that only their owner can read.</summary>
internal static class PrivateFile
{
    /// <summary>Writes a file in full or not at all.</summary>
    /// <param name="environment">Says where relative paths start.</param>
    /// <param name="path">The file.</param>
    /// <param name="text">Its text.</param>
    /// <param name="overwrite">Whether an existing file may be replaced.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    /// <exception cref="ZenException">The file exists, or cannot be written.</exception>
    public static async Task WriteAsync(CliEnvironment environment, string path, string text, bool overwrite, CancellationToken cancellationToken)
    {
        var target = Path.GetFullPath(Path.Combine(environment.WorkingDirectory, path));
        var draft = $"{target}.{Guid.NewGuid():N}.tmp";
        try
        {
            if (!overwrite && Path.Exists(target))
            {
                throw Exists(path);
            }

            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            await using (var writer = new StreamWriter(draft, options))
            {
                await writer.WriteAsync(text.AsMemory(), cancellationToken);
            }

            File.Move(draft, target, overwrite);
        }
        catch (IOException) when (!overwrite && File.Exists(target))
        {
            throw Exists(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new ZenException(ErrorCode.InvalidArgument, $"The file '{path}' cannot be written. Does its folder exist, and may you write there?");
        }
        finally
        {
            if (File.Exists(draft))
            {
                File.Delete(draft);
            }
        }
    }

    private static ZenException Exists(string path) =>
        new(ErrorCode.AlreadyExists, $"The file '{path}' exists and was not touched. Overwrite it with --force.");
}
