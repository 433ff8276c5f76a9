using ZenML.Core.Querying;

namespace ZenML.Core.Accounts.ServiceAccounts;

/// <summary>The fields by which service accounts can be filtered and sorted.</summary>
public static class ServiceAccountFields
{
    /// <summary>All fields, in the order of the help text.</summary>
    public static IReadOnlyList<FilterField> All { get; } =
    [
        .. FilterField.OfEveryResource,
        new("description", FilterFieldType.Text), new("active", FilterFieldType.Boolean),
    ];
}
