using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace ZenML.Client.Remote.Login.SingleSignOn;

/// <summary>Proves that the program that exchanges a code is the one that asked for it (PKCE, RFC 7636).</summary>
/// <param name="Verifier">What is sent with the code.</param>
/// <param name="Challenge">What is sent before, from which nobody can tell the verifier.</param>
internal sealed record ProofKey(string Verifier, string Challenge)
{
    /// <summary>How the challenge is made.</summary>
    public const string Method = "S256";

    /// <summary>Makes a new one.</summary>
    public static ProofKey New()
    {
        var verifier = NewText();
        return new ProofKey(verifier, Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier))));
    }

    /// <summary>Makes a text with 256 random bits.</summary>
    public static string NewText() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    /// <summary>Returns no verifier.</summary>
    public override string ToString() => nameof(ProofKey);
}
