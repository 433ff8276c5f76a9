using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Output;
using ZenML.Core.Querying.Lookups;

namespace ZenML.Cli.Commands.Devices;

/// <summary><c>zenml device describe</c>.</summary>
internal sealed class DeviceDescribeCommand : Command
{
    public DeviceDescribeCommand(CliContext context)
        : base("describe", Example.Of("Show one of your devices.", "zenml device describe laptop"))
    {
        var device = new Argument<string>("DEVICE") { Description = "A host, an id, or an unambiguous beginning of either." };
        var output = CommonOptions.Output();
        Arguments.Add(device);
        Options.Add(output);
        SetAction(async (result, cancellationToken) =>
        {
            var found = await context.Client.Devices.GetAsync(result.GetRequiredValue(device), LookupMode.Reading, cancellationToken);
            Listing.WriteOne(context.Writer, result.GetFormat(output), DeviceData.Of(found), DeviceData.Columns, DeviceData.Row(found));
            return ExitCodes.Success;
        });
    }
}
