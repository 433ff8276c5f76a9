using ZenML.Core.Resources;

namespace ZenML.Core.Auditing;

/// <summary>Records that are written together. Its owner guards it with a lock.</summary>
/// <param name="since">When the first of them came, as a time stamp of the clock.</param>
internal sealed class ReadAuditBatch(long since)
{
    private TaskCompletionSource? written;

    /// <summary>The records.</summary>
    public List<AuditEvent> Events { get; } = [];

    /// <summary>When the first of them came, as a time stamp of the clock.</summary>
    public long Since { get; private set; } = since;

    /// <summary>Ends when they are written, or fails when they could not be.</summary>
    public Task Written => (written ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    /// <summary>Puts the records of a batch that could not be written before these.</summary>
    public void Precede(ReadAuditBatch failed)
    {
        // Under new ids: if the write did happen and only its answer was lost, twice is better than never again.
        Events.InsertRange(0, failed.Events.Select(read => read with { Id = AuditEvent.NewId(read.Created) }));
        Since = failed.Since;
    }

    /// <summary>Tells those who wait that the records are written.</summary>
    public void Complete() => written?.TrySetResult();

    /// <summary>Tells those who wait that the records could not be written.</summary>
    public void Fail(Exception exception) => written?.TrySetException(exception);
}
