using ZenML.Core.Querying;

namespace ZenML.Core.Auditing;

/// <summary>What lists of the audit can be filtered and sorted by.</summary>
public static class AuditFields
{
    /// <summary>All fields, in the order in which help shows them.</summary>
    public static IReadOnlyList<FilterField> All { get; } =
    [
        new("id", FilterFieldType.Uuid), new("created", FilterFieldType.Timestamp),
        new("user_id", FilterFieldType.Uuid), new("user_name", FilterFieldType.Text), new("action", FilterFieldType.Text) { AllowedValues = AuditTexts.ActionWords },
        new("resource_type", FilterFieldType.Text), new("resource_id", FilterFieldType.Uuid), new("resource_name", FilterFieldType.Text),
        new("address", FilterFieldType.Text), new("outcome", FilterFieldType.Text) { AllowedValues = AuditTexts.OutcomeWords },
    ];
}
