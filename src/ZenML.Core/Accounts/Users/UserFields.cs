using ZenML.Core.Querying;

namespace ZenML.Core.Accounts.Users;

/// <summary>The fields by which users can be filtered and sorted.</summary>
public static class UserFields
{
    /// <summary>All fields, in the order of the help text.</summary>
    public static IReadOnlyList<FilterField> All { get; } =
    [
        .. FilterField.OfEveryResource,
        new("full_name", FilterFieldType.Text), new("active", FilterFieldType.Boolean), new("email", FilterFieldType.Text),
        new("email_opted_in", FilterFieldType.Boolean), new("external_user_id", FilterFieldType.Uuid),
    ];
}
