using ZenML.Core.Querying;

namespace ZenML.Core.Accounts.Devices;

/// <summary>The fields by which devices can be filtered and sorted.</summary>
public static class DeviceFields
{
    /// <summary>All fields, in the order of the help text.</summary>
    public static IReadOnlyList<FilterField> All { get; } =
    [
        new("id", FilterFieldType.Uuid), new("created", FilterFieldType.Timestamp), new("updated", FilterFieldType.Timestamp),
        new("expires", FilterFieldType.Timestamp), new("client_id", FilterFieldType.Uuid),
        new("status", FilterFieldType.Text) { AllowedValues = ["pending", "verified", "active", "locked"] },
        new("trusted_device", FilterFieldType.Boolean), new("failed_auth_attempts", FilterFieldType.Integer),
        new("last_login", FilterFieldType.Timestamp),
    ];
}
