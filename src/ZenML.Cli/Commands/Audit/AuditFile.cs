using System.Globalization;
using System.Text;
using ZenML.Core.Auditing.Chains;
using ZenML.Core.Errors;
using ZenML.Formats.Auditing;

namespace ZenML.Cli.Commands.Audit;

/// <summary>A file that <c>zenml audit export</c> wrote.</summary>
internal static class AuditFile
{
    /// <summary>Verifies it, line by line.</summary>
    /// <exception cref="ZenException">It is no complete export, or cannot be read.</exception>
    public static async Task<AuditVerification> VerifyAsync(CliEnvironment environment, string path, CancellationToken cancellationToken)
    {
        try
        {
            await using var stream = new FileStream(
                Path.Combine(environment.WorkingDirectory, path), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(
                stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true),
                detectEncodingFromByteOrderMarks: false);
            return await VerifyAsync(reader, path, cancellationToken);
        }
        catch (DecoderFallbackException exception)
        {
            throw new ZenException(ErrorCode.InvalidArgument, $"The file '{path}' was changed: it is not UTF-8 text.", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new ZenException(
                ErrorCode.InvalidArgument, $"Cannot read the file '{path}'. Check that it exists and that you can read it.", exception);
        }
    }

    private static async Task<AuditVerification> VerifyAsync(StreamReader reader, string path, CancellationToken cancellationToken)
    {
        var lines = new AuditFileLines(reader);
        var first = Read(await lines.ReadAsync(cancellationToken) ?? "", path, 1);
        if (first.IsFiltered)
        {
            throw new ZenException(
                ErrorCode.InvalidArgument,
                $"The file '{path}' has only some of the records, so it cannot be verified. Export all of them, without filters.");
        }

        using var verifier = new AuditVerifier(first.Statement ?? throw Changed(path, 1));
        for (var number = 2L; await lines.ReadAsync(cancellationToken) is { } line; number++)
        {
            var read = Read(line, path, number);
            if (read.Chain.Length == 0)
            {
                throw Changed(path, number);
            }

            verifier.Add(read.ToChain(), read.ToSlice());
        }

        return verifier.Finish();
    }

    private static AuditLine Read(string line, string path, long number)
    {
        try
        {
            return AuditLines.Read(line);
        }
        catch (FormatException exception)
        {
            throw Changed(path, number, exception);
        }
    }

    private static ZenException Changed(string path, long number, Exception? cause = null) => new(
        ErrorCode.InvalidArgument,
        $"Line {number.ToString(CultureInfo.InvariantCulture):raw} of the file '{path}' is not what 'zenml audit export' wrote: it was "
        + $"changed or cut off.",
        cause);
}
