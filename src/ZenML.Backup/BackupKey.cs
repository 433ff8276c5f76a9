using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ZenML.Core.Secrets;

namespace ZenML.Backup;

/// <summary>The private key that opens the archives for its <see cref="Recipient"/>.</summary>
internal sealed class BackupKey : IDisposable
{
    private const string Prefix = "ZENML-BACKUP-KEY-";

    private const char Comment = '#';

    private readonly byte[] seed;

    private readonly byte[] privateKey = GC.AllocateArray<byte>(Sodium.KeySize, pinned: true);

    private BackupKey(byte[] seed, PassphraseSalt? passphrase)
    {
        this.seed = seed;
        var publicKey = new byte[Sodium.KeySize];
        Sodium.MakeKeyPair(publicKey, privateKey, seed);
        Recipient = new BackupRecipient(publicKey, passphrase);
    }

    /// <summary>The public part.</summary>
    public BackupRecipient Recipient { get; }

    /// <summary>Makes a new random key.</summary>
    public static BackupKey Generate()
    {
        var seed = NewSeed();
        RandomNumberGenerator.Fill(seed);
        return new BackupKey(seed, null);
    }

    /// <summary>Derives the key of a passphrase. Takes a part of a second, and the memory of the cost.</summary>
    public static BackupKey OfPassphrase(SensitiveString passphrase, PassphraseSalt salt)
    {
        var bytes = Encoding.UTF8.GetBytes(passphrase.Reveal());
        try
        {
            var seed = NewSeed();
            Sodium.DeriveSeed(seed, bytes, salt.Salt, salt.Cost);
            return new BackupKey(seed, salt);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }

    /// <summary>Reads a key file: one line with the key; lines that begin with <c>#</c> are comments.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out BackupKey? key)
    {
        var lines = text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] != Comment).ToArray();
        key = lines is [var only] && BackupRecipient.TryDecode(Prefix, only, out var seed) ? new BackupKey(seed, null) : null;
        return key is not null;
    }

    /// <summary>The text of a key file. Whoever has it can open the archives.</summary>
    public string ToFileText(DateTimeOffset now) => string.Create(CultureInfo.InvariantCulture,
        $"# A key for backups of ZenML, created {now.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}. Whoever has it can open them. Keep it secret.\n"
        + $"# Recipient: {Recipient}\n{BackupRecipient.Encode(Prefix, seed)}\n");

    /// <summary>Opens the sealed key of an archive.</summary>
    /// <returns>The key; null if it was sealed for someone else.</returns>
    public byte[]? TryOpen(ReadOnlySpan<byte> sealedKey)
    {
        var key = NewSeed();
        return Sodium.TryOpen(key, sealedKey, Recipient.PublicKey, privateKey) ? key : null;
    }

    /// <summary>Overwrites the key in memory.</summary>
    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(seed);
        CryptographicOperations.ZeroMemory(privateKey);
    }

    private static byte[] NewSeed() => GC.AllocateArray<byte>(Sodium.KeySize, pinned: true);
}
