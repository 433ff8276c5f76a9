using System.Globalization;
using System.Text;

namespace ZenML.Core.Auditing.Chains;

/// <summary>A signed statement that a chain had a hash at a place.</summary>
public sealed record AuditCheckpoint
{
    /// <summary>The chain.</summary>
    public required string Chain { get; init; }

    /// <summary>The place; 0 before the first record.</summary>
    public required long Position { get; init; }

    /// <summary>The hash there.</summary>
    public required byte[] Hash { get; init; }

    /// <summary>The place of the checkpoint before; -1 for none.</summary>
    public required long Previous { get; init; }

    /// <summary>When it was signed, in microseconds since 1970.</summary>
    public required long Created { get; init; }

    /// <summary>
    /// Whether the records since the checkpoint before span more time than can pass between checkpoints, so that somebody may have
    /// rewritten them before they were signed.
    /// </summary>
    public required bool IsLate { get; init; }

    /// <summary>
    /// The end of the chain of older records, as <c>PLACE:HASH</c>; null until all older records are chained.
    /// </summary>
    public string? Older { get; init; }

    /// <summary>The fingerprint of the key.</summary>
    public required string KeyId { get; init; }

    /// <summary>The signature: ECDSA over P-256 with SHA-256.</summary>
    public byte[] Signature { get; init; } = [];

    /// <summary>What is signed.</summary>
    public byte[] Content() => Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture,
        $"zenml-dotnet audit checkpoint 1\n{Chain}\n{Position}\n{Convert.ToHexStringLower(Hash)}\n{Previous}\n{Created}\n"
        + $"{IsLate}\n{Older ?? "-"}\n{KeyId}"));
}
