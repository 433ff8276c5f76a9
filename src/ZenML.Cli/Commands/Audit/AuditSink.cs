using System.Text;
using ZenML.Cli.Commands.General;
using ZenML.Core.Auditing.Chains;
using ZenML.Core.Errors;
using ZenML.Core.Time;
using ZenML.Formats.Auditing;
using ZenML.Platform.Files;

namespace ZenML.Cli.Commands.Audit;

/// <summary>Where an export goes: a file, standard output or a collector.</summary>
internal abstract class AuditSink : IAsyncDisposable
{
    /// <summary>JSON lines.</summary>
    public const string JsonLines = "jsonl";

    /// <summary>The Common Event Format.</summary>
    public const string Cef = "cef";

    /// <summary>OpenTelemetry logs.</summary>
    public const string Otlp = "otlp";

    /// <summary>Whether the export has what verification needs.</summary>
    public bool HasProof { get; private protected init; }

    /// <summary>How many records were exported.</summary>
    public long Records { get; protected set; }

    /// <summary>Opens it.</summary>
    /// <param name="context">What every command is given.</param>
    /// <param name="path">A file, - or, for OpenTelemetry, an address.</param>
    /// <param name="format">The format.</param>
    /// <param name="overwrites">Whether an existing file is replaced.</param>
    /// <param name="statement">What the export begins with; null if it has only some of the records.</param>
    /// <exception cref="ZenException">The file exists or cannot be written, or the address is none.</exception>
    public static AuditSink Open(CliContext context, string path, string format, bool overwrites, AuditStatement? statement)
    {
        var isAddress = path.StartsWith("http://", StringComparison.Ordinal) || path.StartsWith("https://", StringComparison.Ordinal);
        if (format == Otlp && isAddress)
        {
            return new LogCollector(path, context.ClientOptions.Clock);
        }

        var writer = path == "-" ? context.Environment.Out : OpenFile(context.Environment, path, overwrites);
        if (format == JsonLines)
        {
            writer.Write(statement is null
                ? AuditLines.WriteFiltered(AuditTimes.Microseconds(context.ClientOptions.Clock.GetMicrosecondUtcNow()))
                : AuditLines.Write(statement));
            writer.Write('\n');
        }

        return new Lines(writer, ownsWriter: path != "-", format) { HasProof = format == JsonLines && statement is not null };
    }

    /// <summary>Writes a slice.</summary>
    public abstract Task WriteAsync(
        AuditChain chain, AuditSlice slice, Func<AuditRecord, bool> isWanted, CancellationToken cancellationToken);

    /// <summary>Makes what is written visible.</summary>
    public abstract Task FlushAsync(CancellationToken cancellationToken);

    /// <summary>Ends the export.</summary>
    public Task CompleteAsync(CancellationToken cancellationToken) => FlushAsync(cancellationToken);

    /// <inheritdoc />
    public abstract ValueTask DisposeAsync();

    private static StreamWriter OpenFile(CliEnvironment environment, string path, bool overwrites)
    {
        var target = Path.GetFullPath(Path.Combine(environment.WorkingDirectory, path));
        if (Path.Exists(target) && !FileKind.IsRegular(target))
        {
            throw new ZenException(
                ErrorCode.InvalidArgument,
                $"'{path}' is not a regular file and was not changed. To write to standard output, use - as the file name.");
        }

        try
        {
            var stream = PrivateFiles.Open(target, overwrites ? FileMode.Create : FileMode.CreateNew, FileShare.Read);
            return new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        }
        catch (IOException) when (!overwrites && File.Exists(target))
        {
            throw new ZenException(
                ErrorCode.AlreadyExists, $"The file '{path}' already exists and was not changed. To overwrite it, use --force.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new ZenException(
                ErrorCode.InvalidArgument,
                $"Cannot write the file '{path}'. Check that its folder exists and that you can write there.", exception);
        }
    }

    /// <summary>Lines of text.</summary>
    private sealed class Lines(TextWriter writer, bool ownsWriter, string format) : AuditSink
    {
        public override async Task WriteAsync(
            AuditChain chain, AuditSlice slice, Func<AuditRecord, bool> isWanted, CancellationToken cancellationToken)
        {
            if (HasProof)
            {
                foreach (var line in slice.Gaps.Select(AuditLines.Write).Concat(slice.Checkpoints.Select(AuditLines.Write)))
                {
                    await WriteLineAsync(line, cancellationToken);
                }
            }

            AuditRecord[] wanted = [.. slice.Records.Where(isWanted)];
            Records += wanted.Length;
            if (format == Otlp)
            {
                if (wanted.Length > 0)
                {
                    await WriteLineAsync(Encoding.UTF8.GetString(OtlpLogs.Write(VersionCommand.Version, wanted)), cancellationToken);
                }

                return;
            }

            foreach (var record in wanted)
            {
                var line = format == Cef ? CefLine.Write(VersionCommand.Version, record) : AuditLines.Write(chain.Name, record);
                await WriteLineAsync(line, cancellationToken);
            }
        }

        public override Task FlushAsync(CancellationToken cancellationToken) => writer.FlushAsync(cancellationToken);

        public override ValueTask DisposeAsync() => ownsWriter ? writer.DisposeAsync() : ValueTask.CompletedTask;

        private Task WriteLineAsync(string line, CancellationToken cancellationToken) =>
            writer.WriteAsync((line + "\n").AsMemory(), cancellationToken);
    }
}
