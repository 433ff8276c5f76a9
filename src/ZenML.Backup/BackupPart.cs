using System.Text.Json.Serialization;
using ZenML.Core.Backups;

namespace ZenML.Backup;

/// <summary>A part of an archive.</summary>
/// <param name="Name">What it is: a word of <see cref="StorePartKinds"/>, never a path.</param>
/// <param name="Size">Its size, in bytes.</param>
internal sealed record BackupPart(string Name, long Size)
{
    /// <summary>What it is; null if a newer version knows.</summary>
    [JsonIgnore]
    public StorePartKind? Kind => StorePartKinds.Find(Name);

    /// <summary>Whether it can be of any size.</summary>
    [JsonIgnore]
    public bool IsDatabase => Kind is StorePartKind.Database or StorePartKind.ReadRecords;
}
