using ZenML.Core.Querying;

namespace ZenML.Core.Secrets;

/// <summary>What lists of secrets can be filtered and sorted by.</summary>
public static class SecretFields
{
    /// <summary>All fields, in the order in which help shows them.</summary>
    public static IReadOnlyList<FilterField> All { get; } =
    [
        .. FilterField.OfEveryResource,
        new("scope", FilterFieldType.Text) { AllowedValues = ["workspace", "user"] },
        .. FilterField.OfOwnedResource,
        new("tag", FilterFieldType.Text, IsSortable: false),
    ];
}
