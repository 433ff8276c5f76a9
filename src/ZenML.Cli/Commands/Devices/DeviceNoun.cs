namespace ZenML.Cli.Commands.Devices;

/// <summary>The group <c>device</c>.</summary>
internal static class DeviceNoun
{
    public static Noun Noun { get; } = new("device", "Manage the machines on which you logged in through a browser.",
    [
        new("list", "List your devices.", context => new DeviceListCommand(context)),
        new("describe", "Show one of your devices.", context => new DeviceDescribeCommand(context)),
        new("revoke", "Log out one of your devices.", context => new DeviceRevokeCommand(context)),
    ], "zenml device list");
}
