namespace ZenML.Core.Auditing;

/// <summary>Records that are written in one transaction. Not thread-safe: the queue guards it with a lock.</summary>
/// <param name="since">When the first record was added, as a timestamp of the clock.</param>
internal sealed class ReadAuditBatch(long since)
{
    private TaskCompletionSource? written;

    /// <summary>The records.</summary>
    public List<AuditEvent> Events { get; } = [];

    /// <summary>When the first record was added, as a timestamp of the clock.</summary>
    public long Since { get; private set; } = since;

    /// <summary>Completes when the records are written, or fails if they cannot be.</summary>
    public Task Written => (written ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    /// <summary>Inserts the records of a failed batch before these.</summary>
    public void Precede(ReadAuditBatch failed)
    {
        // Under new ids: if the write was made and only the response was lost, the old ids would fail every further attempt.
        Events.InsertRange(0, failed.Events.Select(read => read with { Id = AuditEvent.NewId(read.Created) }));
        Since = failed.Since;
    }

    /// <summary>Completes <see cref="Written"/>.</summary>
    public void Complete() => written?.TrySetResult();

    /// <summary>Fails <see cref="Written"/>.</summary>
    public void Fail(Exception exception) => written?.TrySetException(exception);
}
