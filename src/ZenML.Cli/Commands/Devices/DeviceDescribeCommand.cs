using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Completion;
using ZenML.Cli.Output;
using ZenML.Core.Querying.Lookups;

namespace ZenML.Cli.Commands.Devices;

/// <summary><c>zenml device describe</c>.</summary>
internal sealed class DeviceDescribeCommand : DescribeCommand
{
    private readonly Argument<string> device = new("DEVICE")
    {
        Description = "A host name, an id, or an unambiguous prefix of either.",
    };

    public DeviceDescribeCommand(CliContext context)
        : base(context, "describe", Example.Of(
            "Show one of your devices.",
            "zenml device describe laptop")) => Define(device.Completes(Names.Devices), Output);

    protected override async Task<Description> DescribeAsync(ParseResult result, CancellationToken cancellationToken) =>
        DeviceData.Presentation.Describe(
            await Context.Client.Devices.GetAsync(result.GetRequiredValue(device), LookupMode.Reading, cancellationToken));
}
