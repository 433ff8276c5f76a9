using System.Security.Cryptography;
using System.Text;
using ZenML.Backup;
using ZenML.Core.Backups;
using ZenML.Core.Errors;
using ZenML.TestKit;

namespace ZenML.Cli.Tests.Backup;

/// <summary>Encrypted archives: what was written is read, and nothing else.</summary>
public sealed class ArchiveTests : IDisposable
{
    // Chunks have 64 KiB, so that the parts begin and end within chunks and at their edges.
    private static readonly int[] Sizes = [150_000, 0, 700];

    private static readonly StorePartKind[] Kinds = [StorePartKind.Database, StorePartKind.ReadRecords, StorePartKind.KeyRing];

    private static readonly PassphraseCost Cheap = new(8, 1);

    private readonly TemporaryFolder folder = new();

    private readonly BackupKey key = BackupKey.Generate();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_archive_returns_all_parts_as_they_were()
    {
        var (archive, parts) = await WriteAsync(key.Recipient);

        Assert.Equal(parts, await ReadAsync(archive, _ => key));
    }

    [Theory]
    [InlineData(65_536 - 4)]
    [InlineData(65_536)]
    [InlineData(131_072)]
    [InlineData(131_073)]
    public async Task A_part_of_any_size_around_the_edges_of_chunks_is_returned_as_it_was(int size)
    {
        var (archive, parts) = await WriteAsync(key.Recipient, size, 1, 1);

        Assert.Equal(parts, await ReadAsync(archive, _ => key));
    }

    [Fact]
    public async Task An_archive_for_a_passphrase_opens_with_that_passphrase_and_no_other()
    {
        using var own = BackupKey.OfPassphrase("correct horse battery", PassphraseSalt.New(Cheap));
        var (archive, parts) = await WriteAsync(own.Recipient);

        Assert.Equal(parts, await ReadAsync(archive, recipient => BackupKey.OfPassphrase("correct horse battery", recipient.Passphrase!)));
        var refusal = await FailsAsync(
            archive, recipient => BackupKey.OfPassphrase("correct horse batterx", recipient.Passphrase!));
        Assert.Equal(ErrorCode.WrongEncryptionKey, refusal.Code);
        Assert.Equal("The passphrase is not the one of this backup.", refusal.Message);
    }

    [Fact]
    public async Task An_archive_for_a_recipient_does_not_open_with_another_key_and_says_which_one_it_needs()
    {
        var (archive, _) = await WriteAsync(key.Recipient);
        using var other = BackupKey.Generate();

        var refusal = await FailsAsync(archive, _ => other);

        Assert.Equal(ErrorCode.WrongEncryptionKey, refusal.Code);
        Assert.Contains(key.Recipient.ToString(), refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_archive_that_is_cut_off_anywhere_is_not_accepted()
    {
        var (archive, _) = await WriteAsync(key.Recipient);
        int[] edges = [.. Edges().SelectMany(edge => new[] { edge - 1, edge, edge + 1 }), archive.Length - 1];
        foreach (var length in edges.Concat(Places(archive.Length, 60)).Where(length => length >= 0 && length < archive.Length))
        {
            var refusal = await FailsAsync(archive[..length], _ => key);

            Assert.True(
                refusal.Message.Contains("incomplete", StringComparison.Ordinal) || length < 8, $"Cut at {length}: {refusal.Message}");
        }
    }

    [Fact]
    public async Task An_archive_with_one_flipped_bit_anywhere_is_not_accepted()
    {
        var (archive, _) = await WriteAsync(key.Recipient);
        foreach (var place in Enumerable.Range(0, ArchiveHeader.Size + 40).Concat(Places(archive.Length, 200)))
        {
            archive[place] ^= 1;

            var refusal = await FailsAsync(archive, _ => key);

            Assert.Contains(refusal.Code, new[] { ErrorCode.StoreDamaged, ErrorCode.InvalidArgument });
            archive[place] ^= 1;
        }
    }

    [Fact]
    public async Task A_header_whose_checksum_an_attacker_made_right_again_still_fails_with_the_stream()
    {
        var (archive, _) = await WriteAsync(key.Recipient);
        for (var place = 68; place < 172; place += 7)
        {
            var forged = archive.ToArray();
            forged[place] ^= 1;
            SHA256.HashData(forged.AsSpan(0, 172)).CopyTo(forged, 172);

            Assert.Equal(ErrorCode.StoreDamaged, (await FailsAsync(forged, _ => key)).Code);
        }
    }

    [Fact]
    public async Task Bytes_after_the_end_and_chunks_in_another_order_are_not_accepted()
    {
        var (archive, _) = await WriteAsync(key.Recipient);
        const int chunk = SealedWriter.ChunkSize + Sodium.StreamOverhead;
        byte[] exchanged =
        [
            .. archive[..ArchiveHeader.Size], .. archive[(ArchiveHeader.Size + chunk)..(ArchiveHeader.Size + (2 * chunk))],
            .. archive[ArchiveHeader.Size..(ArchiveHeader.Size + chunk)], .. archive[(ArchiveHeader.Size + (2 * chunk))..],
        ];

        Assert.Equal(ErrorCode.StoreDamaged, (await FailsAsync([.. archive, 0], _ => key)).Code);
        Assert.Equal(ErrorCode.StoreDamaged, (await FailsAsync(exchanged, _ => key)).Code);
        Assert.Equal(
            ErrorCode.StoreDamaged, (await FailsAsync([.. archive, .. archive[ArchiveHeader.Size..]], _ => key)).Code);
    }

    [Theory]
    [InlineData(int.MaxValue, 1)]
    [InlineData(1024 * 1024 + 1, 1)]
    [InlineData(8, 17)]
    [InlineData(8, int.MaxValue)]
    [InlineData(0, 1)]
    [InlineData(-1, 1)]
    [InlineData(8, 0)]
    public async Task A_header_that_asks_for_too_much_memory_or_time_is_rejected_before_anything_is_derived(int memory, int passes)
    {
        var salt = PassphraseSalt.New(new PassphraseCost(memory, passes));
        var header = new ArchiveHeader(
            new BackupRecipient(key.Recipient.PublicKey, salt), new byte[80], new byte[Sodium.StreamHeaderSize]).ToBytes();

        var refusal = await FailsAsync(header, _ => throw new InvalidOperationException("A key was asked for."));

        Assert.Contains("asks for more memory or time", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../../etc/passwd")]
    [InlineData("/etc/passwd")]
    [InlineData("zenml-dotnet.db")]
    [InlineData("")]
    [InlineData("DATABASE")]
    public async Task A_part_with_another_name_than_ours_is_rejected_before_anything_is_written(string name)
    {
        var archive = await WriteManifestAsync(manifest => manifest with { Parts = [.. manifest.Parts, new BackupPart(name, 0)] });

        var refusal = await FailsAsync(archive, _ => key);

        Assert.Contains("newer version", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Manifests_that_contradict_themselves_are_rejected()
    {
        Func<BackupManifest, BackupManifest>[] lies =
        [
            manifest => manifest with { Parts = [] },
            manifest => manifest with { Parts = [.. manifest.Parts, manifest.Parts[0]] },
            manifest => manifest with { Key = BackupManifest.OwnKey },
            manifest => manifest with { Key = "none" },
            manifest => manifest with { Parts = [manifest.Parts[0] with { Size = -1 }, manifest.Parts[2]] },
            manifest => manifest with { Parts = [manifest.Parts[0] with { Size = long.MaxValue }, manifest.Parts[2]] },
            manifest => manifest with { Parts = [manifest.Parts[0], manifest.Parts[2] with { Size = 2_000_000 }] },
            manifest => manifest with { Parts = [null!] },
        ];
        foreach (var lie in lies)
        {
            Assert.Equal(ErrorCode.InvalidArgument, (await FailsAsync(await WriteManifestAsync(lie), _ => key)).Code);
        }
    }

    [Fact]
    public void The_texts_of_keys_and_recipients_are_read_again_and_a_typo_anywhere_is_found()
    {
        var file = key.ToFileText(TimeProvider.System.GetUtcNow());
        Assert.True(BackupKey.TryParse(file, out var again));
        Assert.Equal(key.Recipient.ToString(), again.Recipient.ToString());
        again.Dispose();

        var text = key.Recipient.ToString();
        Assert.True(BackupRecipient.TryParse(text, out _));
        for (var place = 0; place < text.Length; place++)
        {
            var typo = new StringBuilder(text) { [place] = text[place] == 'A' ? 'B' : 'A' }.ToString();

            // The last digit has bits that mean nothing.
            Assert.False(BackupRecipient.TryParse(typo, out var other) && other.ToString() != text, typo);
        }

        Assert.False(BackupRecipient.TryParse(text[..^1], out _));
        Assert.False(BackupKey.TryParse(text, out _));
    }

    /// <inheritdoc />
    public void Dispose()
    {
        key.Dispose();
        folder.Dispose();
    }

    private static IEnumerable<int> Edges()
    {
        yield return ArchiveHeader.Size;
        for (var chunk = 1; chunk <= 2; chunk++)
        {
            yield return ArchiveHeader.Size + (chunk * (SealedWriter.ChunkSize + Sodium.StreamOverhead));
        }
    }

    private static IEnumerable<int> Places(int length, int count) =>
        Enumerable.Range(0, count).Select(_ => RandomNumberGenerator.GetInt32(length));

    private async Task<(byte[] Archive, IReadOnlyList<string> Parts)> WriteAsync(BackupRecipient recipient, params int[] sizes)
    {
        var parts = (sizes.Length == 0 ? Sizes : sizes).Select(RandomNumberGenerator.GetBytes).ToArray();
        var files = parts.Select((_, index) => folder.File($"part-{index}")).ToArray();
        foreach (var (file, part) in files.Zip(parts))
        {
            await File.WriteAllBytesAsync(file, part, Token);
        }

        using var target = new MemoryStream();
        var manifest = ManifestOf([.. Kinds.Zip(parts, (kind, part) => new BackupPart(kind.Word(), part.Length))]);
        await ArchiveWriter.WriteAsync(target, recipient, manifest, files, null, Token);
        return (target.ToArray(), [.. parts.Select(Convert.ToHexString)]);
    }

    private async Task<byte[]> WriteManifestAsync(Func<BackupManifest, BackupManifest> change)
    {
        using var target = new MemoryStream();
        var manifest = change(ManifestOf([.. Kinds.Select(kind => new BackupPart(kind.Word(), 0))]));
        var streamKey = RandomNumberGenerator.GetBytes(Sodium.KeySize);
        var (sealedKey, streamHeader) = (new byte[80], new byte[Sodium.StreamHeaderSize]);
        Assert.True(Sodium.Seal(sealedKey, streamKey, key.Recipient.PublicKey));
        var state = Sodium.BeginWriting(streamHeader, streamKey);
        var header = new ArchiveHeader(key.Recipient, sealedKey, streamHeader).ToBytes();
        await target.WriteAsync(header, Token);
        using var writer = new SealedWriter(target, state, header);
        var text = manifest.ToBytes();
        await writer.WriteAsync(BitConverter.GetBytes(text.Length), Token);
        await writer.WriteAsync(text, Token);
        await writer.CompleteAsync(Token);
        return target.ToArray();
    }

    private static BackupManifest ManifestOf(IReadOnlyList<BackupPart> parts) => new()
    {
        Created = TimeProvider.System.GetUtcNow(), Program = "1.0", Schema = 1, Key = BackupManifest.RingKey,
        Counts = new Dictionary<string, long>(), Parts = parts,
    };

    private static async Task<IReadOnlyList<string>> ReadAsync(byte[] archive, Func<BackupRecipient, BackupKey> findKey)
    {
        using var source = new MemoryStream(archive);
        var header = await ArchiveReader.ReadHeaderAsync(source, Token);
        var found = new List<MemoryStream>();
        using var reader = await ArchiveReader.OpenAsync(source, header, findKey(header.Recipient), Token);
        await reader.ReadPartsAsync(_ => Add(found), null, Token);
        return [.. found.Select(part => Convert.ToHexString(part.ToArray()))];
    }

    private static MemoryStream Add(List<MemoryStream> found)
    {
        found.Add(new MemoryStream());
        return found[^1];
    }

    private static async Task<ZenException> FailsAsync(byte[] archive, Func<BackupRecipient, BackupKey> findKey) =>
        await Assert.ThrowsAsync<ZenException>(() => ReadAsync(archive, findKey));
}
