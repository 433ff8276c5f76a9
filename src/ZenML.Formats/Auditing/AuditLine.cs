using ZenML.Core.Auditing.Chains;

namespace ZenML.Formats.Auditing;

/// <summary>A line of an export of an audit log. It has one of these.</summary>
public sealed record AuditLine
{
    /// <summary>What the export begins with.</summary>
    public AuditStatement? Statement { get; init; }

    /// <summary>Whether the export has only some of the records.</summary>
    public bool IsFiltered { get; init; }

    /// <summary>The chain of what the line has.</summary>
    public string Chain { get; init; } = "";

    /// <summary>A record.</summary>
    public AuditRecord? Record { get; init; }

    /// <summary>A checkpoint.</summary>
    public AuditCheckpoint? Checkpoint { get; init; }

    /// <summary>A gap.</summary>
    public AuditGap? Gap { get; init; }

    /// <summary>The line as a slice of its chain.</summary>
    public AuditSlice ToSlice() => new(
        Record is { } record ? [record] : [], Checkpoint is { } checkpoint ? [checkpoint] : [], Gap is { } gap ? [gap] : [], null);

    /// <summary>Which chain it belongs to.</summary>
    public AuditChain ToChain() => new(Chain, (Record?.Position ?? Gap?.First ?? 0) < 0);
}
