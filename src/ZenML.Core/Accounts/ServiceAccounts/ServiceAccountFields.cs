using ZenML.Core.Querying;

namespace ZenML.Core.Accounts.ServiceAccounts;

/// <summary>What lists of service accounts can be filtered and sorted by.</summary>
public static class ServiceAccountFields
{
    /// <summary>All fields, in the order in which help shows them.</summary>
    public static IReadOnlyList<FilterField> All { get; } =
    [
        .. FilterField.OfEveryResource,
        new("description", FilterFieldType.Text), new("active", FilterFieldType.Boolean),
    ];
}
