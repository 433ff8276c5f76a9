using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ZenML.Client;
using ZenML.Core.Errors;
using ZenML.Core.Secrets;
using ZenML.Core.Text;
using ZenML.Platform.Files;

namespace ZenML.Extensions.Configuration;

/// <summary>
/// An encrypted copy of the values in a file (AES-256-GCM). What it is a copy of and when it was written are authenticated with it, so a
/// copy of another server, login, workspace or selection is not used, and neither is one that was changed.
/// </summary>
internal sealed class SecretCache
{
    private const string Purpose = "zenml-dotnet configuration cache 2";
    private const string KeyFileName = "zenml-dotnet.cache.key";
    private const int KeyLength = 32;
    private const int NonceLength = 12;
    private const int TagLength = 16;
    private const int HeaderLength = sizeof(long) + NonceLength + TagLength;

    private static readonly TimeSpan ClockDifference = TimeSpan.FromMinutes(5);

    private readonly string path;
    private readonly byte[] key;
    private readonly TimeSpan maximumAge;
    private readonly byte[] identity;
    private readonly TimeProvider clock;
    private readonly Action<Exception> report;

    private SecretCache(ZenConfigurationOptions options, TimeProvider clock, string identity, byte[] key, Action<Exception> report)
    {
        path = Path.GetFullPath(options.CachePath!);
        this.key = key;
        maximumAge = options.CacheMaxAge;
        this.identity = SHA256.HashData(Encoding.UTF8.GetBytes(identity));
        this.clock = clock;
        this.report = report;
    }

    /// <summary>Opens the copy that the options name. Creates the file of the key if one is needed.</summary>
    /// <param name="options">The options.</param>
    /// <param name="client">The options of the client.</param>
    /// <param name="identity">What the copy is of.</param>
    /// <param name="report">Receives why the copy could not be written.</param>
    /// <exception cref="ZenException">The key is invalid, or its file cannot be used.</exception>
    public static SecretCache Of(ZenConfigurationOptions options, ZenClientOptions client, string identity, Action<Exception> report)
    {
        var material = options.CacheKey is { } given ? ReadText(given) : ReadFile(Path.Combine(client.GetConfigPath(), KeyFileName));
        var key = HKDF.DeriveKey(HashAlgorithmName.SHA256, material, KeyLength, info: Encoding.UTF8.GetBytes(Purpose));
        return new SecretCache(options, client.Clock, identity, key, report);
    }

    /// <summary>Reads the copy.</summary>
    /// <returns>Null if there is none that can be used.</returns>
    public CachedSecrets? TryRead()
    {
        try
        {
            if (!File.Exists(path) || PrivateFiles.Read(path) is not { Length: >= HeaderLength } content)
            {
                return null;
            }

            var written = DateTimeOffset.FromUnixTimeMilliseconds(BinaryPrimitives.ReadInt64LittleEndian(content));
            if (clock.GetUtcNow() - written is var age && (age > maximumAge || age < -ClockDifference))
            {
                return null;
            }

            var plain = new byte[content.Length - HeaderLength];
            using var cipher = new AesGcm(key, TagLength);
            cipher.Decrypt(
                content.AsSpan(sizeof(long), NonceLength), content.AsSpan(HeaderLength),
                content.AsSpan(sizeof(long) + NonceLength, TagLength), plain, Describe(content.AsSpan(0, sizeof(long))));
            return JsonSerializer.Deserialize(plain, SecretCacheJson.Default.CachedSecrets);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or CryptographicException
            or JsonException or ArgumentException)
        {
            // Another key, another store, or damage: as good as no copy.
            return null;
        }
    }

    /// <summary>Replaces the copy. A failure is reported: the program has its values.</summary>
    public void Write(CachedSecrets copy)
    {
        var plain = JsonSerializer.SerializeToUtf8Bytes(copy, SecretCacheJson.Default.CachedSecrets);
        var content = new byte[HeaderLength + plain.Length];
        BinaryPrimitives.WriteInt64LittleEndian(content, clock.GetUtcNow().ToUnixTimeMilliseconds());
        var nonce = content.AsSpan(sizeof(long), NonceLength);
        RandomNumberGenerator.Fill(nonce);
        using (var cipher = new AesGcm(key, TagLength))
        {
            cipher.Encrypt(
                nonce, plain, content.AsSpan(HeaderLength), content.AsSpan(sizeof(long) + NonceLength, TagLength),
                Describe(content.AsSpan(0, sizeof(long))));
        }

        CryptographicOperations.ZeroMemory(plain);
        try
        {
            PrivateFiles.Replace(path, content);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            report(new ZenException(
                ErrorCode.StoreUnavailable,
                $"The copy of the secrets in '{path}' cannot be written: {Sentence.End(exception.Message)}",
                exception));
        }
    }

    private byte[] Describe(ReadOnlySpan<byte> written) => [.. Encoding.UTF8.GetBytes(Purpose), .. identity, .. written];

    private static byte[] ReadText(SensitiveString text)
    {
        var key = new byte[KeyLength + 1];
        return Convert.TryFromBase64String(text.Reveal(), key, out var length) && length == KeyLength
            ? key[..KeyLength]
            : throw new ZenException(
                ErrorCode.InvalidArgument, $"CacheKey must be 32 random bytes in Base64. Make one with: openssl rand -base64 32");
    }

    private static byte[] ReadFile(string file)
    {
        try
        {
            var folder = Path.GetDirectoryName(file)!;
            PrivateFiles.CreateFolder(folder);
            if ((PrivateFolder.Describe(folder) ?? PrivateFolder.DescribeTarget(file)) is { } problem)
            {
                throw new ZenException(
                    ErrorCode.NotAllowed, $"The key of the copy of your secrets is neither read nor stored in this folder. {problem:raw}");
            }

            if (!File.Exists(file))
            {
                PrivateFiles.WriteNew(file, $"{file}.{Guid.NewGuid():N}.tmp", RandomNumberGenerator.GetBytes(KeyLength));
            }

            if (!OperatingSystem.IsWindows() && !PrivateFiles.IsPrivate(file))
            {
                throw new ZenException(
                    ErrorCode.InvalidArgument,
                    $"Others can read or change '{file}', the key of the copy of your secrets, so it is not used. Delete it and the copy.");
            }

            return PrivateFiles.Read(file) is { Length: KeyLength } key ? key : throw new IOException("It does not have 32 bytes.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ZenException(
                ErrorCode.StoreUnavailable,
                $"The key in '{file}' cannot be read: {Sentence.End(exception.Message)} Set CacheKey, or correct the file.",
                exception);
        }
    }
}
