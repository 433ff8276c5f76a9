using System.Text.Json;
using ZenML.Core.Backups;
using ZenML.Core.Errors;

namespace ZenML.Backup;

/// <summary>What an archive says of itself, before its parts. It is encrypted and authenticated like them.</summary>
internal sealed record BackupManifest
{
    /// <summary>The largest size of its JSON, in bytes.</summary>
    public const int LongestText = 64 * 1024;

    /// <summary>The value of <see cref="Key"/> of an archive with the store's key ring.</summary>
    public const string RingKey = "ring";

    /// <summary>The value of <see cref="Key"/> of a store whose key its owner brings.</summary>
    public const string OwnKey = "own";

    private const long LargestSmallPart = 1024 * 1024;

    // The sum of all parts must be a number.
    private const long LargestPart = 1L << 50;

    /// <summary>When the copy of the store was made.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>The version of the program that wrote it.</summary>
    public required string Program { get; init; }

    /// <summary>The version of the store's schema.</summary>
    public required long Schema { get; init; }

    /// <summary>Where the store's key is: <see cref="RingKey"/> or <see cref="OwnKey"/>.</summary>
    public required string Key { get; init; }

    /// <summary>How many rows of each kind there are.</summary>
    public required IReadOnlyDictionary<string, long> Counts { get; init; }

    /// <summary>The parts, in their order.</summary>
    public required IReadOnlyList<BackupPart> Parts { get; init; }

    /// <summary>Describes a copy of a store.</summary>
    /// <param name="snapshot">The copy.</param>
    /// <param name="program">The version of this program.</param>
    public static BackupManifest Of(StoreSnapshot snapshot, string program) => new()
    {
        Created = snapshot.Created, Program = program, Schema = snapshot.Schema,
        Key = snapshot.HasOwnKey ? OwnKey : RingKey, Counts = snapshot.Counts,
        Parts = [.. snapshot.Parts.Select(part => new BackupPart(part.Kind.Word(), new FileInfo(part.Path).Length))],
    };

    /// <summary>Reads a manifest.</summary>
    /// <exception cref="ZenException">It is none, or of a newer version.</exception>
    public static BackupManifest Read(ReadOnlySpan<byte> json)
    {
        try
        {
            var manifest = JsonSerializer.Deserialize(json, BackupJson.Default.BackupManifest) ?? throw ArchiveErrors.Damaged();
            manifest.Check();
            return manifest;
        }
        catch (JsonException)
        {
            throw ArchiveErrors.Newer();
        }
    }

    /// <summary>The JSON.</summary>
    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, BackupJson.Default.BackupManifest);

    /// <summary>The size of all parts, in bytes.</summary>
    public long TotalSize() => Parts.Sum(part => part.Size);

    /// <remarks>Whoever knows the recipient can write an archive, so even an authentic one can be hostile.</remarks>
    private void Check()
    {
        var kinds = Parts.Select(part => part?.Kind ?? throw ArchiveErrors.Newer()).ToArray();
        var isSound = kinds.Distinct().Count() == kinds.Length
            && kinds.Contains(StorePartKind.Database)
            && Key is RingKey or OwnKey
            && kinds.Contains(StorePartKind.KeyRing) == (Key == RingKey)
            && Parts.All(part => part.Size >= 0 && part.Size <= (part.IsDatabase ? LargestPart : LargestSmallPart));
        if (!isSound)
        {
            throw ArchiveErrors.Newer();
        }
    }
}
