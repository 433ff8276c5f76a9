using ZenML.Core.Querying;

namespace ZenML.Core.Accounts.Users;

/// <summary>What lists of users can be filtered and sorted by.</summary>
public static class UserFields
{
    /// <summary>All fields, in the order in which help shows them.</summary>
    public static IReadOnlyList<FilterField> All { get; } =
    [
        .. FilterField.OfEveryResource,
        new("full_name", FilterFieldType.Text), new("active", FilterFieldType.Boolean), new("email", FilterFieldType.Text),
        new("email_opted_in", FilterFieldType.Boolean), new("external_user_id", FilterFieldType.Uuid),
    ];
}
