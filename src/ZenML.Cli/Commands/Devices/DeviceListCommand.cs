using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Output;
using ZenML.Core.Accounts.Devices;
using ZenML.Core.Querying;

namespace ZenML.Cli.Commands.Devices;

/// <summary><c>zenml device list</c>.</summary>
internal sealed class DeviceListCommand(CliContext context) : ListCommand<Device>(
    context,
    Example.Of(
        "List the machines on which you logged in through a browser, and those that wait for approval.",
        "zenml device list",
        "zenml device list --status=active --sort-by=desc:last_login --output json"),
    DeviceFields.All)
{
    protected override async Task<PageView<Device>> ReadAsync(ParseResult result, ListQuery query, CancellationToken cancellationToken) =>
        new(await Context.Client.Devices.ListPageAsync(query, cancellationToken), DeviceData.Presentation);
}
