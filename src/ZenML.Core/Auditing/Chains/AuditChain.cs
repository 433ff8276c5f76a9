namespace ZenML.Core.Auditing.Chains;

/// <summary>
/// A chain of records: each record has a place and a hash over itself and the hash before it. So nothing can be changed, removed,
/// inserted or moved without changing every hash after it, and signed checkpoints hold some of them.
/// </summary>
/// <param name="Name">The name: <see cref="Main"/> or <see cref="Reads"/>.</param>
/// <param name="IsOlder">
/// Whether it is the chain of the records from before there were chains. Its places are -1, -2, ..., in the order of time.
/// </param>
public sealed record AuditChain(string Name, bool IsOlder)
{
    /// <summary>The chain of a database.</summary>
    public const string Main = "main";

    /// <summary>The chain of the file that records reads beside an embedded store.</summary>
    public const string Reads = "reads";

    /// <summary>The place of the first record.</summary>
    public long First => IsOlder ? -1 : 1;

    /// <summary>The place after which all of the chain is. The chain of new records can have a checkpoint at 0.</summary>
    public long Beginning => IsOlder ? 0 : -1;

    /// <summary>The hash before the first record.</summary>
    public byte[] Origin() => AuditHash.OfOrigin(this);

    /// <summary>The place after another one.</summary>
    public long After(long position) => IsOlder ? position - 1 : position + 1;

    /// <summary>The chain, for people.</summary>
    public override string ToString() => IsOlder ? $"{Name}, older records" : Name;
}
