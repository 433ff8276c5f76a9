using ZenML.Core.Querying;

namespace ZenML.Core.Secrets.Deletion;

/// <summary>What lists of deleted secrets can be filtered and sorted by.</summary>
public static class DeletedSecretFields
{
    /// <summary>The time of the deletion.</summary>
    public const string Deleted = "deleted";

    /// <summary>All fields.</summary>
    public static IReadOnlyList<FilterField> All { get; } = [.. SecretFields.All, new(Deleted, FilterFieldType.Timestamp)];
}
