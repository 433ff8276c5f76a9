using System.Globalization;

namespace ZenML.Core.Auditing.Chains;

/// <summary>Walks along one chain and reports what is not what was written.</summary>
/// <param name="chain">The chain.</param>
/// <param name="end">Where the log says that it ends; null if it does not.</param>
/// <param name="report">Takes what is wrong.</param>
internal sealed class ChainWalk(AuditChain chain, AuditChainEnd? end, Action<AuditProblem> report)
{
    private readonly List<AuditGap> gaps = [];

    private readonly Queue<AuditCheckpoint> checkpoints = [];

    private readonly List<(long First, long Last)> passedGaps = [];

    // The hash at the place before the next one; null where it is not known, after a removed record.
    private byte[]? hash = chain.Origin();

    private long next = Math.Abs(chain.First);

    private long signed;

    private long lastCheckpoint = -1;

    private bool isBroken;

    /// <summary>How many records were verified.</summary>
    public long Records { get; private set; }

    /// <summary>How many were deleted because of their age.</summary>
    public long Deleted { get; private set; }

    /// <summary>How many of the last ones no checkpoint covers.</summary>
    public long Unsigned => next - 1 - signed;

    /// <summary>When the last checkpoint was signed.</summary>
    public long? LastSigned { get; private set; }

    /// <summary>See <see cref="AuditCheckpoint.Older"/>.</summary>
    public string? Older { get; private set; }

    public void Add(AuditGap gap, bool isSigned)
    {
        var (first, last) = (Math.Abs(gap.First), Math.Abs(gap.Last));
        if (!isSigned || last < first || gap.Chain != chain.Name)
        {
            Report(gap.First, null, $"the gap at {Text(gap.First)} is not what was signed");
            return;
        }

        gaps.Add(gap);
    }

    public void Add(AuditCheckpoint checkpoint, bool isSigned)
    {
        if (!isSigned || checkpoint.Chain != chain.Name)
        {
            Report(checkpoint.Position, null, $"the checkpoint at {Text(checkpoint.Position)} is not what was signed");
            return;
        }

        checkpoints.Enqueue(checkpoint);
        PassCheckpoints();
    }

    public void Add(AuditRecord record, bool isCountProved)
    {
        var place = Math.Abs(record.Position);
        PassGaps();
        if (place < next)
        {
            Report(record.Position, record.Id, $"record {Text(record.Position)} ({Describe(record)}) was inserted or moved");
            return;
        }

        if (place > next)
        {
            ReportRemoved(place - 1);
            (next, hash) = (place, null);
        }

        Records++;
        if (hash is not null && !AuditHash.Of(record, record.Position, hash).AsSpan().SequenceEqual(record.Hash))
        {
            Report(record.Position, record.Id, $"record {Text(record.Position)} ({Describe(record)}) was changed, inserted or moved");
        }
        else if (!isCountProved)
        {
            Report(record.Position, record.Id, $"record {Text(record.Position)} ({Describe(record)}) has another count than was written");
        }

        (hash, next) = (record.Hash, place + 1);
        PassEnd();
        PassCheckpoints();
    }

    /// <summary>Reports what is missing at the end.</summary>
    public void Finish()
    {
        PassGaps();
        PassCheckpoints();
        var last = Math.Abs(end?.Position ?? 0);
        if (checkpoints.LastOrDefault() is { } beyond)
        {
            last = Math.Max(last, Math.Abs(beyond.Position));
        }

        if (last >= next)
        {
            ReportRemoved(last);
        }
    }

    /// <summary>Compares the end of the chain of older records with what checkpoints of the chain say.</summary>
    public void CheckAnchor(string anchor)
    {
        var expected = string.Create(CultureInfo.InvariantCulture, $"{Place(next - 1)}:{Convert.ToHexStringLower(hash ?? [])}");
        if (!isBroken && anchor != expected)
        {
            Report(Place(next), null, "older records were removed, inserted or rewritten");
        }
    }

    private void PassGaps()
    {
        while (gaps.Find(gap => Math.Abs(gap.First) <= next && next <= Math.Abs(gap.Last)) is { } gap)
        {
            var last = Math.Abs(gap.Last);
            Deleted += last - next + 1;
            passedGaps.Add((Math.Abs(gap.First), last));
            (hash, next) = (gap.LastHash, last + 1);
            PassEnd();
            PassCheckpoints();
        }
    }

    private void PassEnd()
    {
        if (end is not null && Math.Abs(end.Position) == next - 1 && hash is not null && !hash.AsSpan().SequenceEqual(end.Hash))
        {
            var first = Math.Min(signed + 1, next - 1);
            Report(
                Place(first), null,
                $"records {Text(Place(first))} to {Text(end.Position)} were rewritten: the beginning of the log says otherwise");
        }
    }

    private void PassCheckpoints()
    {
        while (checkpoints.TryPeek(out var checkpoint) && Math.Abs(checkpoint.Position) < next)
        {
            checkpoints.Dequeue();
            Pass(checkpoint);
        }
    }

    private void Pass(AuditCheckpoint checkpoint)
    {
        var place = checkpoint.Position;
        var isAgain = place == lastCheckpoint;
        if (!isAgain && checkpoint.Previous != lastCheckpoint && !IsDeleted(checkpoint.Previous))
        {
            Report(place, null, $"a checkpoint before {Text(place)} was removed or replaced");
        }

        var first = Math.Min(signed + 1, place);
        if (!IsDeleted(place) && (place != next - 1 || (hash is not null && !hash.AsSpan().SequenceEqual(checkpoint.Hash))))
        {
            Report(first, null, $"records {Text(first)} to {Text(place)} were rewritten: the checkpoint says otherwise");
        }

        if (checkpoint.IsLate)
        {
            Report(first, null, $"records {Text(first)} to {Text(place)} were signed so late that they may have been rewritten before");
        }

        if (Older is not null && checkpoint.Older != Older)
        {
            Report(place, null, $"the checkpoint at {Text(place)} contradicts the one before");
        }

        (lastCheckpoint, signed, LastSigned) = (place, Math.Max(signed, place), checkpoint.Created);
        Older ??= checkpoint.Older;
    }

    private bool IsDeleted(long place) => passedGaps.Any(gap => gap.First <= place && place < gap.Last + 1);

    private void ReportRemoved(long last)
    {
        var (first, end) = (Text(Place(next)), Text(Place(last)));
        Report(Place(next), null, first == end ? $"record {first} was removed" : $"records {first} to {end} were removed");
    }

    private void Report(long position, string? id, string text)
    {
        isBroken = true;
        report(new AuditProblem(chain.Name, position, id, text));
    }

    private long Place(long place) => chain.IsOlder ? -place : place;

    private static string Text(long position) => position.ToString(CultureInfo.InvariantCulture);

    private static string Describe(AuditRecord record) =>
        AuditTimes.Time(record.Created).UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
