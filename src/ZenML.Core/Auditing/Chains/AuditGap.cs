using System.Globalization;
using System.Text;

namespace ZenML.Core.Auditing.Chains;

/// <summary>A signed statement that the records at some places were deleted because of their age.</summary>
public sealed record AuditGap
{
    /// <summary>The chain.</summary>
    public required string Chain { get; init; }

    /// <summary>The first place that is empty.</summary>
    public required long First { get; init; }

    /// <summary>The last place that is empty.</summary>
    public required long Last { get; init; }

    /// <summary>The hash of the last deleted record.</summary>
    public required byte[] LastHash { get; init; }

    /// <summary>When it was signed, in microseconds since 1970.</summary>
    public required long Created { get; init; }

    /// <summary>The fingerprint of the key.</summary>
    public required string KeyId { get; init; }

    /// <summary>The signature.</summary>
    public byte[] Signature { get; init; } = [];

    /// <summary>What is signed.</summary>
    public byte[] Content() => Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture,
        $"zenml-dotnet audit gap 1\n{Chain}\n{First}\n{Last}\n{Convert.ToHexStringLower(LastHash)}\n{Created}\n{KeyId}"));
}
