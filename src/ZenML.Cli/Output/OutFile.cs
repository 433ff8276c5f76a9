using System.CommandLine;
using ZenML.Core.Errors;
using ZenML.Core.Secrets;
using ZenML.Platform.Files;

namespace ZenML.Cli.Output;

/// <summary>
/// <c>--out-file</c>: the file for a credential that is shown only once. Shell redirection would create a file that
/// others can read.
/// </summary>
internal static class OutFile
{
    private const string Name = "--out-file";

    /// <summary>The option.</summary>
    /// <param name="what">What is written, for help.</param>
    public static Option<string?> Option(string what) => new(Name)
    {
        Description = $"Write {what} to a new file that only you can read, instead of to standard output.",
        HelpName = "FILE",
    };

    /// <summary>
    /// The value of the option. Checks that the file can be created before the credential is, which cannot be shown
    /// again.
    /// </summary>
    /// <param name="result">The command line.</param>
    /// <param name="context">What every command is given.</param>
    /// <param name="option">The option.</param>
    /// <param name="isUsed">Whether the command writes a credential at all.</param>
    /// <exception cref="ZenException">The file exists, its folder does not, or no credential is written.</exception>
    public static string? Read(ParseResult result, CliContext context, Option<string?> option, bool isUsed = true)
    {
        if (result.GetValue(option) is not { } path)
        {
            return null;
        }

        if (!isUsed)
        {
            throw new ZenException(
                ErrorCode.InvalidArgument,
                $"There is nothing to write to a file, so {Name} cannot be used.");
        }

        PrivateFile.EnsureFree(context.Environment, path);
        return path;
    }

    /// <summary>
    /// Writes a credential. If the file cannot be written after all, the credential is written to standard output.
    /// </summary>
    /// <param name="context">What every command is given.</param>
    /// <param name="path">The result of <see cref="Read"/>.</param>
    /// <param name="credential">The credential.</param>
    /// <param name="cancellationToken">Cancels the write.</param>
    /// <exception cref="ZenException">The file cannot be written; the credential is on standard output.</exception>
    public static async Task WriteAsync(CliContext context, string? path, SensitiveString credential, CancellationToken cancellationToken)
    {
        if (path is not null)
        {
            try
            {
                await PrivateFile.WriteAsync(context.Environment, path, credential.Reveal() + "\n", overwrite: false, cancellationToken);
                SayWhere(context, path);
                return;
            }
            catch (Exception exception) when (exception is ZenException or OperationCanceledException)
            {
                context.Writer.WriteLine(credential.Reveal());
                throw;
            }
        }

        context.Writer.WriteLine(credential.Reveal());
    }

    /// <remarks>Some file systems ignore the mode of a file.</remarks>
    private static void SayWhere(CliContext context, string path)
    {
        var target = Path.GetFullPath(Path.Combine(context.Environment.WorkingDirectory, path));
        if (PrivateFiles.IsPrivate(target))
        {
            context.Writer.Say($"Written to '{path}', readable only by you.");
            return;
        }

        context.Writer.Say($"Written to '{path}'.");
        if (ExposureWarnings.DescribeSecret(target) is { } exposure)
        {
            context.Writer.Warn(exposure);
        }
        else
        {
            context.Writer.Warn($"Make sure that others cannot read '{path}'.");
        }
    }
}
