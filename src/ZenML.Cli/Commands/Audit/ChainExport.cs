using ZenML.Client;
using ZenML.Core.Auditing.Chains;

namespace ZenML.Cli.Commands.Audit;

/// <summary>Exports one chain of the audit log, as far as it goes, and later what is new.</summary>
internal sealed class ChainExport(AuditClient audit, AuditChain chain, AuditSink sink, Func<AuditRecord, bool> isWanted)
{
    private long reached = chain.Beginning;

    private byte[] lastSignature = [];

    /// <summary>Whether nothing can be added to the chain.</summary>
    public bool IsOlder => chain.IsOlder;

    /// <summary>Writes everything that is new.</summary>
    public async Task WriteAllAsync(CancellationToken cancellationToken)
    {
        await foreach (var slice in audit.ReadChainAsync(chain, reached, cancellationToken))
        {
            await WriteAsync(slice, cancellationToken);
        }
    }

    /// <summary>
    /// Writes what is new up to the last checkpoint. A checkpoint that came after records that follow it could not be verified.
    /// </summary>
    public async Task WriteSignedAsync(CancellationToken cancellationToken)
    {
        var slices = new List<AuditSlice>();
        await foreach (var slice in audit.ReadChainAsync(chain, reached, cancellationToken))
        {
            slices.Add(slice);
        }

        var signed = slices.SelectMany(slice => slice.Checkpoints).LastOrDefault()?.Position ?? -1;
        foreach (var slice in slices)
        {
            await WriteAsync(
                slice with { Records = [.. slice.Records.Where(record => record.Position <= signed)], Gaps = [] }, cancellationToken);
        }
    }

    private async Task WriteAsync(AuditSlice slice, CancellationToken cancellationToken)
    {
        AuditCheckpoint[] checkpoints =
            [.. slice.Checkpoints.Where(checkpoint => !checkpoint.Signature.AsSpan().SequenceEqual(lastSignature))];
        await sink.WriteAsync(chain, slice with { Checkpoints = checkpoints }, isWanted, cancellationToken);
        reached = slice.Records.Count > 0 ? slice.Records[^1].Position : reached;
        lastSignature = checkpoints.Length > 0 ? checkpoints[^1].Signature : lastSignature;
    }
}
