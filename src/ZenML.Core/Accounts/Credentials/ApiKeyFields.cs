using ZenML.Core.Querying;

namespace ZenML.Core.Accounts.Credentials;

/// <summary>What lists of API keys can be filtered and sorted by.</summary>
public static class ApiKeyFields
{
    /// <summary>All fields, in the order in which help shows them.</summary>
    public static IReadOnlyList<FilterField> All { get; } =
    [
        .. FilterField.OfEveryResource,
        new("description", FilterFieldType.Text), new("active", FilterFieldType.Boolean),
        new("last_login", FilterFieldType.Timestamp), new("last_rotated", FilterFieldType.Timestamp),
    ];
}
