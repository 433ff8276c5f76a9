using ZenML.Cli.Output;
using ZenML.Core.Accounts.Devices;
using ZenML.Core.Stacks.Configurations;

namespace ZenML.Cli.Commands.Devices;

/// <summary>Devices as data for programs. The names and their order are a promise.</summary>
internal static class DeviceData
{
    /// <summary>The columns for people.</summary>
    public static IReadOnlyList<Column> Columns { get; } =
        [new("ID", IsId: true), new("HOST"), new("ADDRESS"), new("OS"), new("STATUS"), new("LAST_LOGIN"), new("EXPIRES")];

    /// <summary>A device for programs.</summary>
    public static ConfigurationMap Of(Device device) => new()
    {
        ["id"] = device.Id.ToString(),
        ["host"] = OrNull(device.Description.HostName),
        ["address"] = OrNull(device.Description.Address),
        ["os"] = OrNull(device.Description.Os),
        ["client_version"] = OrNull(device.Description.ZenmlVersion),
        ["status"] = Text(device.Status),
        ["trusted"] = device.IsTrusted,
        ["last_login"] = OrNull(device.LastLogin),
        ["expires"] = OrNull(device.Expires),
        ["created"] = Times.Text(device.Created),
        ["updated"] = Times.Text(device.Updated),
    };

    /// <summary>A device for people.</summary>
    public static IReadOnlyList<string> Row(Device device) =>
    [
        device.Id.ToString(), device.Description.HostName ?? "", device.Description.Address ?? "", device.Description.Os ?? "",
        Text(device.Status), device.LastLogin is { } login ? Times.Text(login) : "", device.Expires is { } end ? Times.Text(end) : "",
    ];

    private static string Text(DeviceStatus status) => status switch
    {
        DeviceStatus.Pending => "pending",
        DeviceStatus.Verified => "verified",
        DeviceStatus.Active => "active",
        _ => "locked",
    };

    private static ConfigurationValue OrNull(string? text) => text is null ? new ConfigurationNull() : text;

    private static ConfigurationValue OrNull(DateTimeOffset? time) => time is { } some ? Times.Text(some) : new ConfigurationNull();
}
