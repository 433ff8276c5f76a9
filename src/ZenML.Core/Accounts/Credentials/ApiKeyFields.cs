using ZenML.Core.Querying;

namespace ZenML.Core.Accounts.Credentials;

/// <summary>The fields by which API keys can be filtered and sorted.</summary>
public static class ApiKeyFields
{
    /// <summary>All fields, in the order of the help text.</summary>
    public static IReadOnlyList<FilterField> All { get; } =
    [
        .. FilterField.OfEveryResource,
        new("description", FilterFieldType.Text), new("active", FilterFieldType.Boolean),
        new("last_login", FilterFieldType.Timestamp), new("last_rotated", FilterFieldType.Timestamp),
        new("expires", FilterFieldType.Timestamp), new("last_used", FilterFieldType.Timestamp),
    ];
}
