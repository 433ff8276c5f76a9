using ZenML.Core.Querying;

namespace ZenML.Core.Accounts.Trusts;

/// <summary>The fields by which trusts can be filtered and sorted.</summary>
public static class TrustFields
{
    /// <summary>All fields, in the order of the help text.</summary>
    public static IReadOnlyList<FilterField> All { get; } =
    [
        .. FilterField.OfEveryResource,
        new("issuer", FilterFieldType.Text), new("subject", FilterFieldType.Text), new("audience", FilterFieldType.Text),
        new("last_login", FilterFieldType.Timestamp),
    ];
}
