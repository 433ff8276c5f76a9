using ZenML.Core.Querying;

namespace ZenML.Core.Accounts.Tokens;

/// <summary>The fields by which tokens can be filtered and sorted.</summary>
public static class IssuedTokenFields
{
    /// <summary>All fields, in the order of the help text.</summary>
    public static IReadOnlyList<FilterField> All { get; } =
    [
        new("id", FilterFieldType.Uuid), new("created", FilterFieldType.Timestamp), new("expires", FilterFieldType.Timestamp),
        new("last_used", FilterFieldType.Timestamp), new("account", FilterFieldType.Text),
        new("origin", FilterFieldType.Text) { AllowedValues = SessionOriginTexts.Words },
        new("api_key", FilterFieldType.Text), new("trust", FilterFieldType.Text), new("derived", FilterFieldType.Boolean),
        new("address", FilterFieldType.Text),
    ];
}
