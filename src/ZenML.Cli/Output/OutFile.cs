using System.CommandLine;
using ZenML.Core.Errors;
using ZenML.Core.Secrets;
using ZenML.Platform.Files;

namespace ZenML.Cli.Output;

/// <summary><c>--out-file</c>: where a credential goes that is given out this once. A shell would make the file
/// readable for others.</summary>
internal static class OutFile
{
    private const string Name = "--out-file";

    /// <summary>The option.</summary>
    /// <param name="what">What is written, as the description calls it.</param>
    public static Option<string?> Option(string what) => new(Name)
    {
        Description = $"Write {what} to this new file, readable only by you, instead of standard output.",
        HelpName = "FILE",
    };

    /// <summary>What the option was given, after making sure that the file can be made: before the credential is, which
    /// nobody can give out again.</summary>
    /// <param name="result">The command line.</param>
    /// <param name="context">The process around.</param>
    /// <param name="option">The option.</param>
    /// <param name="isUsed">Whether anything is given out at all.</param>
    /// <exception cref="ZenException">The file exists, or its folder does not; or nothing is given out.</exception>
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
    /// Gives a credential out. It is never lost: should the file fail after all, it goes to standard output.
    /// </summary>
    /// <param name="context">The process around.</param>
    /// <param name="path">What <see cref="Read"/> gave.</param>
    /// <param name="credential">The credential.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
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

    /// <remarks>Some file systems have no modes, or others than they are told.</remarks>
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
