using ZenML.Core.Querying;

namespace ZenML.Core.Secrets;

/// <summary>What lists of secrets can be filtered and sorted by.</summary>
public static class SecretFields
{
    /// <summary>The field of tags, which servers other than ours do not have.</summary>
    public const string Tag = "tag";

    /// <summary>All fields, in the order in which help shows them.</summary>
    public static IReadOnlyList<FilterField> All { get; } =
    [
        .. FilterField.OfEveryResource,
        new("scope", FilterFieldType.Text) { AllowedValues = ["workspace", "user"] },
        .. FilterField.OfOwnedResource,
        new(Tag, FilterFieldType.Text, IsSortable: false),
    ];
}
