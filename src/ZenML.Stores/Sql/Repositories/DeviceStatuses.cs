using ZenML.Core.Accounts.Devices;

namespace ZenML.Stores.Sql.Repositories;

/// <summary>The words for the status of a device, in the database and in filters.</summary>
internal static class DeviceStatuses
{
    public static string ToStored(this DeviceStatus status) => status switch
    {
        DeviceStatus.Pending => "pending",
        DeviceStatus.Verified => "verified",
        DeviceStatus.Active => "active",
        _ => "locked",
    };

    public static DeviceStatus FromStored(string text) => text switch
    {
        "pending" => DeviceStatus.Pending,
        "verified" => DeviceStatus.Verified,
        "active" => DeviceStatus.Active,
        "locked" => DeviceStatus.Locked,
        _ => throw new FormatException("No such status of a device."),
    };
}
