using ZenML.Cli.Output;
using ZenML.Core.Accounts.Devices;
using ZenML.Core.Stacks.Configurations;

namespace ZenML.Cli.Commands.Devices;

/// <summary>Devices as data for programs. The names and their order are part of the compatibility promise.</summary>
internal static class DeviceData
{
    /// <summary>Devices.</summary>
    public static Presentation<Device> Presentation { get; } = new(
        "devices", Of,
        [
            new("ID", device => device.Id.ToString(), IsId: true),
            new("HOST", device => device.Description.HostName ?? ""),
            new("ADDRESS", device => device.Description.Address ?? ""),
            new("OS", device => device.Description.Os ?? ""),
            new("STATUS", device => Text(device.Status)),
            new("LAST_LOGIN", device => Optional.Cell(device.LastLogin), IsTime: true),
            new("EXPIRES", device => Optional.Cell(device.Expires), IsTime: true),
        ]);

    private static ConfigurationMap Of(Device device) => new()
    {
        ["id"] = device.Id.ToString(),
        ["host"] = Optional.Document(device.Description.HostName),
        ["address"] = Optional.Document(device.Description.Address),
        ["os"] = Optional.Document(device.Description.Os),
        ["client_version"] = Optional.Document(device.Description.ZenmlVersion),
        ["status"] = Text(device.Status),
        ["trusted"] = device.IsTrusted,
        ["last_login"] = Optional.Document(device.LastLogin),
        ["expires"] = Optional.Document(device.Expires),
        ["created"] = Times.Text(device.Created),
        ["updated"] = Times.Text(device.Updated),
    };

    private static string Text(DeviceStatus status) => status switch
    {
        DeviceStatus.Pending => "pending",
        DeviceStatus.Verified => "verified",
        DeviceStatus.Active => "active",
        _ => "locked",
    };
}
