using System.Globalization;
using System.Security.Cryptography;
using ZenML.Core.Errors;

namespace ZenML.Core.Auditing.Chains;

/// <summary>
/// Verifies an audit log, of a store or an export, slice by slice. Needs the statement that it begins with and nothing secret.
/// </summary>
public sealed class AuditVerifier : IDisposable
{
    private const int MaximumProblems = 100;

    private readonly AuditStatement statement;

    private readonly Dictionary<string, AuditKey> keys = new(StringComparer.Ordinal);

    private readonly Dictionary<(string Chain, bool IsOlder), ChainWalk> walks = [];

    private readonly List<AuditProblem> problems = [];

    private long problemCount;

    /// <summary>Begins a verification.</summary>
    /// <param name="statement">What the log says about itself.</param>
    /// <exception cref="ZenException"><see cref="ErrorCode.InvalidArgument"/>: its keys are not keys.</exception>
    public AuditVerifier(AuditStatement statement)
    {
        ArgumentNullException.ThrowIfNull(statement);
        this.statement = statement;
        try
        {
            foreach (var text in (IEnumerable<byte[]>)[statement.PublicKey, .. statement.EarlierKeys])
            {
                var key = AuditKey.Read(text);
                keys[key.Id] = key;
            }
        }
        catch (CryptographicException exception)
        {
            Dispose();
            throw new ZenException(ErrorCode.InvalidArgument, "The audit log does not begin with a key that can verify it.", exception);
        }

        if (!IsSigned(statement.KeyId(), statement.Content(), statement.Signature))
        {
            Report(new("", 0, null, "the statement at the beginning is not signed by the key in it"));
        }
    }

    /// <summary>Verifies the next slice of a chain.</summary>
    /// <param name="chain">The chain.</param>
    /// <param name="slice">The slice.</param>
    public void Add(AuditChain chain, AuditSlice slice)
    {
        ArgumentNullException.ThrowIfNull(chain);
        ArgumentNullException.ThrowIfNull(slice);
        var walk = WalkOf(chain);
        foreach (var gap in slice.Gaps)
        {
            walk.Add(gap, IsSigned(gap.KeyId, gap.Content(), gap.Signature));
        }

        foreach (var checkpoint in slice.Checkpoints)
        {
            walk.Add(checkpoint, IsSigned(checkpoint.KeyId, checkpoint.Content(), checkpoint.Signature));
        }

        foreach (var record in slice.Records)
        {
            walk.Add(record, record.CountProof is null || IsCountSigned(record));
        }
    }

    /// <summary>Ends the verification.</summary>
    public AuditVerification Finish()
    {
        foreach (var end in statement.Ends)
        {
            WalkOf(new AuditChain(end.Chain, end.IsOlder)).Finish();
        }

        foreach (var end in statement.Ends.Where(end => !end.IsOlder))
        {
            CheckOlder(end.Chain, WalkOf(new AuditChain(end.Chain, IsOlder: false)));
        }

        foreach (var (key, _) in walks.Where(walk => !statement.Ends.Any(end => (end.Chain, end.IsOlder) == walk.Key)))
        {
            Report(new(key.Chain, 0, null, "the chain is not part of this log"));
        }

        return new AuditVerification
        {
            Problems = problems,
            ProblemCount = problemCount,
            Records = walks.Values.Sum(walk => walk.Records),
            Deleted = walks.Values.Sum(walk => walk.Deleted),
            Unsigned = walks.Where(walk => !walk.Key.IsOlder).Sum(walk => walk.Value.Unsigned),
            Unchained = statement.Unchained,
            LastSigned = walks.Values.Max(walk => walk.LastSigned) is { } time ? AuditTimes.Time(time) : null,
            KeyId = statement.KeyId(),
        };
    }

    /// <summary>Releases the keys.</summary>
    public void Dispose()
    {
        foreach (var key in keys.Values)
        {
            key.Dispose();
        }
    }

    /// <summary>What proves the count of a record in an export.</summary>
    public static byte[] CountContent(AuditRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return System.Text.Encoding.UTF8.GetBytes(string.Create(
            CultureInfo.InvariantCulture, $"zenml-dotnet audit count 1\n{record.Id}\n{record.Position}\n{record.Count}"));
    }

    private bool IsCountSigned(AuditRecord record) =>
        keys.Values.Any(key => key.Verifies(CountContent(record), record.CountProof!));

    private bool IsSigned(string key, byte[] content, byte[] signature) =>
        keys.TryGetValue(key, out var found) && found.Verifies(content, signature);

    private ChainWalk WalkOf(AuditChain chain)
    {
        if (!walks.TryGetValue((chain.Name, chain.IsOlder), out var walk))
        {
            walks[(chain.Name, chain.IsOlder)] = walk = new ChainWalk(
                chain, statement.Ends.FirstOrDefault(end => (end.Chain, end.IsOlder) == (chain.Name, chain.IsOlder)), Report);
        }

        return walk;
    }

    /// <remarks>Once all older records were chained, nothing can be added to them.</remarks>
    private void CheckOlder(string chain, ChainWalk walk)
    {
        var older = WalkOf(new AuditChain(chain, IsOlder: true));
        if (walk.Older is not { } text)
        {
            return;
        }

        older.CheckAnchor(text);
        if (statement.Unchained > 0)
        {
            var added = string.Create(CultureInfo.InvariantCulture, $"{statement.Unchained}");
            Report(new(chain, 0, null, $"{added} records are in no chain: they were inserted"));
        }
    }

    private void Report(AuditProblem problem)
    {
        problemCount++;
        if (problems.Count < MaximumProblems)
        {
            problems.Add(problem);
        }
    }
}
