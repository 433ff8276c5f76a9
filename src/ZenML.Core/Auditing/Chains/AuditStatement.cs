using System.Globalization;
using System.Text;

namespace ZenML.Core.Auditing.Chains;

/// <summary>
/// A signed statement of where the chains of an audit log end. An export begins with one, so that a shortened export is noticed.
/// </summary>
public sealed record AuditStatement
{
    /// <summary>When it was signed, in microseconds since 1970.</summary>
    public required long Created { get; init; }

    /// <summary>The ends of all chains.</summary>
    public required IReadOnlyList<AuditChainEnd> Ends { get; init; }

    /// <summary>How many older records have no place in a chain yet.</summary>
    public required long Unchained { get; init; }

    /// <summary>The key for verification: a SubjectPublicKeyInfo.</summary>
    public required byte[] PublicKey { get; init; }

    /// <summary>The public keys of earlier keys of the store, which may have signed checkpoints too.</summary>
    public IReadOnlyList<byte[]> EarlierKeys { get; init; } = [];

    /// <summary>The signature.</summary>
    public byte[] Signature { get; init; } = [];

    /// <summary>The fingerprint of <see cref="PublicKey"/>.</summary>
    public string KeyId() => AuditKey.FingerprintOf(PublicKey);

    /// <summary>What is signed.</summary>
    public byte[] Content()
    {
        var text = new StringBuilder(string.Create(
            CultureInfo.InvariantCulture, $"zenml-dotnet audit statement 1\n{Created}\n{Unchained}\n"));
        foreach (var end in Ends)
        {
            text.Append(string.Create(CultureInfo.InvariantCulture,
                $"{end.Chain}\n{end.IsOlder}\n{end.Position}\n{Convert.ToHexStringLower(end.Hash)}\n"));
        }

        foreach (var key in (IEnumerable<byte[]>)[PublicKey, .. EarlierKeys])
        {
            text.Append(Convert.ToHexStringLower(key)).Append('\n');
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }
}
