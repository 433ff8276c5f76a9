using System.Text;
using ZenML.Cli.Commands.General;
using ZenML.Cli.Output;
using ZenML.Core.Auditing.Chains;
using ZenML.Core.Errors;
using ZenML.Core.Time;
using ZenML.Formats.Auditing;

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

        var writer = path == "-" ? context.Environment.Out : PrivateFile.Open(context.Environment, path, overwrites);
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

    /// <summary>Makes what is written visible, also at the end of the export.</summary>
    public abstract Task FlushAsync(CancellationToken cancellationToken);

    /// <inheritdoc />
    public abstract ValueTask DisposeAsync();

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
