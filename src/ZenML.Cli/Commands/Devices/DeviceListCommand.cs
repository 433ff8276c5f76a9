using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Output;
using ZenML.Core.Accounts.Devices;

namespace ZenML.Cli.Commands.Devices;

/// <summary><c>zenml device list</c>.</summary>
internal sealed class DeviceListCommand : Command
{
    public DeviceListCommand(CliContext context)
        : base("list", Example.Of(
            "List the machines on which you are logged in through a browser, and those that wait for their token.",
            "zenml device list",
            "zenml device list --status active --sort_by desc:last_login --output json"))
    {
        var options = new ListOptions(this, DeviceFields.All);
        var output = CommonOptions.Output();
        Options.Add(output);
        SetAction(async (result, cancellationToken) =>
        {
            var page = await context.Client.Devices.ListPageAsync(options.Read(result), cancellationToken);
            Listing.Write(context.Writer, result.GetFormat(output), page, "devices", DeviceData.Of, DeviceData.Columns, DeviceData.Row);
            return ExitCodes.Success;
        });
    }
}
