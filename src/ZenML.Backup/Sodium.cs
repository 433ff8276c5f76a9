using System.Runtime.InteropServices;
using ZenML.Core.Errors;

namespace ZenML.Backup;

/// <summary>The functions of libsodium that archives use. The library is loaded by the first call.</summary>
internal static partial class Sodium
{
    /// <summary>The size of public keys, private keys, seeds and stream keys, in bytes.</summary>
    public const int KeySize = 32;

    /// <summary>The size of a salt for <see cref="DeriveSeed"/>, in bytes.</summary>
    public const int SaltSize = 16;

    /// <summary>The number of bytes by which <see cref="Seal"/> makes a text longer.</summary>
    public const int SealOverhead = 48;

    /// <summary>The size of a stream's header, in bytes.</summary>
    public const int StreamHeaderSize = 24;

    /// <summary>The number of bytes by which a stream makes each chunk longer.</summary>
    public const int StreamOverhead = 17;

    /// <summary>The tag of a chunk that others follow.</summary>
    public const byte MessageTag = 0;

    /// <summary>The tag of the last chunk.</summary>
    public const byte FinalTag = 3;

    private const string Library = "libsodium";

    private const int Argon2id = 2;

    private static readonly Lazy<bool> Loaded = new(Load);

    private static string FileName =>
        OperatingSystem.IsWindows() ? "libsodium.dll" : OperatingSystem.IsMacOS() ? "libsodium.dylib" : "libsodium.so";

    /// <summary>Loads the library.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.StoreUnavailable"/>: it is missing.</exception>
    public static void EnsureLoaded() => _ = Loaded.Value;

    /// <summary>Derives the seed of a key pair from a passphrase.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.StoreUnavailable"/>: there is not enough memory.</exception>
    public static void DeriveSeed(Span<byte> seed, ReadOnlySpan<byte> passphrase, ReadOnlySpan<byte> salt, PassphraseCost cost)
    {
        EnsureLoaded();
        if (HashPassword(
            seed, (ulong)seed.Length, passphrase, (ulong)passphrase.Length, salt, (ulong)cost.Passes,
            (nuint)cost.MemoryKibibytes * 1024, Argon2id) != 0)
        {
            throw new ZenException(ErrorCode.StoreUnavailable,
                $"There is not enough memory to derive a key from the passphrase: {cost.MemoryKibibytes / 1024} MiB are needed.");
        }
    }

    /// <summary>Makes the X25519 key pair of a seed.</summary>
    public static void MakeKeyPair(Span<byte> publicKey, Span<byte> privateKey, ReadOnlySpan<byte> seed)
    {
        EnsureLoaded();
        Require(MakeBoxKeyPair(publicKey, privateKey, seed));
    }

    /// <summary>Seals a text so that only the owner of a key pair can open it.</summary>
    /// <returns>False if the public key cannot be used.</returns>
    public static bool Seal(Span<byte> sealedText, ReadOnlySpan<byte> text, ReadOnlySpan<byte> publicKey)
    {
        EnsureLoaded();
        return SealBox(sealedText, text, (ulong)text.Length, publicKey) == 0;
    }

    /// <summary>Opens what <see cref="Seal"/> sealed.</summary>
    /// <returns>False if it was sealed for another key pair, or is damaged.</returns>
    public static bool TryOpen(Span<byte> text, ReadOnlySpan<byte> sealedText, ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> privateKey)
    {
        EnsureLoaded();
        return OpenBox(text, sealedText, (ulong)sealedText.Length, publicKey, privateKey) == 0;
    }

    /// <summary>Begins to write a stream.</summary>
    /// <param name="header">Receives the header that its reader needs.</param>
    /// <param name="key">The key.</param>
    /// <returns>The state; to be overwritten after use.</returns>
    public static byte[] BeginWriting(Span<byte> header, ReadOnlySpan<byte> key)
    {
        EnsureLoaded();
        var state = NewState();
        Require(InitializePush(state, header, key));
        return state;
    }

    /// <summary>Begins to read a stream.</summary>
    /// <returns>The state; to be overwritten after use.</returns>
    public static byte[] BeginReading(ReadOnlySpan<byte> header, ReadOnlySpan<byte> key)
    {
        EnsureLoaded();
        var state = NewState();
        Require(InitializePull(state, header, key));
        return state;
    }

    /// <summary>Encrypts a chunk; the result is longer by <see cref="StreamOverhead"/>.</summary>
    public static void Push(byte[] state, Span<byte> sealedChunk, ReadOnlySpan<byte> chunk, ReadOnlySpan<byte> associated, byte tag) =>
        Require(Push(state, sealedChunk, 0, chunk, (ulong)chunk.Length, associated, (ulong)associated.Length, tag));

    /// <summary>Decrypts a chunk.</summary>
    /// <returns>False if it is not the next chunk of the stream as it was written.</returns>
    public static bool TryPull(
        byte[] state, Span<byte> chunk, out byte tag, ReadOnlySpan<byte> sealedChunk, ReadOnlySpan<byte> associated) =>
        Pull(state, chunk, 0, out tag, sealedChunk, (ulong)sealedChunk.Length, associated, (ulong)associated.Length) == 0;

    private static bool Load()
    {
        try
        {
            return Initialize() >= 0 ? true : throw Missing(null);
        }
        catch (Exception exception) when (exception is DllNotFoundException or EntryPointNotFoundException or BadImageFormatException)
        {
            throw Missing(exception);
        }
    }

    /// <remarks>Pinned: a copy that the garbage collector leaves behind could not be overwritten.</remarks>
    private static byte[] NewState() => GC.AllocateArray<byte>((int)StateSize(), pinned: true);

    private static void Require(int result)
    {
        if (result != 0)
        {
            throw new InvalidOperationException("A function of libsodium failed that cannot fail.");
        }
    }

    private static ZenException Missing(Exception? cause) => new(ErrorCode.StoreUnavailable,
        $"Archives cannot be encrypted: libsodium cannot be loaded. Copy the file '{FileName}' that came with the program to the "
        + $"program's folder, '{AppContext.BaseDirectory}'.",
        cause);

    [LibraryImport(Library, EntryPoint = "sodium_init")]
    private static partial int Initialize();

    [LibraryImport(Library, EntryPoint = "crypto_pwhash")]
    private static partial int HashPassword(
        Span<byte> result, ulong resultLength, ReadOnlySpan<byte> password, ulong passwordLength, ReadOnlySpan<byte> salt,
        ulong passes, nuint memory, int algorithm);

    [LibraryImport(Library, EntryPoint = "crypto_box_seed_keypair")]
    private static partial int MakeBoxKeyPair(Span<byte> publicKey, Span<byte> privateKey, ReadOnlySpan<byte> seed);

    [LibraryImport(Library, EntryPoint = "crypto_box_seal")]
    private static partial int SealBox(Span<byte> sealedText, ReadOnlySpan<byte> text, ulong length, ReadOnlySpan<byte> publicKey);

    [LibraryImport(Library, EntryPoint = "crypto_box_seal_open")]
    private static partial int OpenBox(
        Span<byte> text, ReadOnlySpan<byte> sealedText, ulong length, ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> privateKey);

    [LibraryImport(Library, EntryPoint = "crypto_secretstream_xchacha20poly1305_statebytes")]
    private static partial nuint StateSize();

    [LibraryImport(Library, EntryPoint = "crypto_secretstream_xchacha20poly1305_init_push")]
    private static partial int InitializePush(Span<byte> state, Span<byte> header, ReadOnlySpan<byte> key);

    [LibraryImport(Library, EntryPoint = "crypto_secretstream_xchacha20poly1305_init_pull")]
    private static partial int InitializePull(Span<byte> state, ReadOnlySpan<byte> header, ReadOnlySpan<byte> key);

    [LibraryImport(Library, EntryPoint = "crypto_secretstream_xchacha20poly1305_push")]
    private static partial int Push(
        Span<byte> state, Span<byte> sealedChunk, nint sealedLength, ReadOnlySpan<byte> chunk, ulong length,
        ReadOnlySpan<byte> associated, ulong associatedLength, byte tag);

    [LibraryImport(Library, EntryPoint = "crypto_secretstream_xchacha20poly1305_pull")]
    private static partial int Pull(
        Span<byte> state, Span<byte> chunk, nint chunkLength, out byte tag, ReadOnlySpan<byte> sealedChunk, ulong length,
        ReadOnlySpan<byte> associated, ulong associatedLength);
}
