using ZenML.Core.Querying;

namespace ZenML.Core.Auditing;

/// <summary>The fields by which the audit log can be filtered and sorted.</summary>
public static class AuditFields
{
    /// <summary>All fields, in the order of the help text.</summary>
    public static IReadOnlyList<FilterField> All { get; } =
    [
        new("id", FilterFieldType.Uuid), new("created", FilterFieldType.Timestamp),
        new("user_id", FilterFieldType.Uuid), new("user_name", FilterFieldType.Text),
        new("action", FilterFieldType.Text) { AllowedValues = AuditTexts.ActionWords },
        new("resource_type", FilterFieldType.Text), new("resource_id", FilterFieldType.Uuid), new("resource_name", FilterFieldType.Text),
        new("name", FilterFieldType.Text), new("scope", FilterFieldType.Text) { AllowedValues = ["user", "workspace"] },
        new("owner_id", FilterFieldType.Uuid), new("workspace_id", FilterFieldType.Uuid), new("keys", FilterFieldType.Text),
        new("part_of", FilterFieldType.Uuid), new("is_part", FilterFieldType.Boolean),
        new("address", FilterFieldType.Text),
        new("outcome", FilterFieldType.Text) { AllowedValues = AuditTexts.OutcomeWords },
    ];
}
