using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Completion;
using ZenML.Core.Errors;
using ZenML.Core.Querying.Lookups;

namespace ZenML.Cli.Commands.Devices;

/// <summary><c>zenml device revoke</c>.</summary>
internal sealed class DeviceRevokeCommand : DeleteCommand
{
    private readonly Argument<string> device = new("DEVICE")
    {
        Description = "A host name, an id, or at least the first 8 digits of an id.",
    };

    public DeviceRevokeCommand(CliContext context)
        : base(context, "revoke", Example.Of(
            "Log out one of your devices. This revokes its token and the tokens of runs that were started on it.",
            "zenml device revoke laptop --yes")) => Define(device.Completes(Names.Devices), Yes);

    protected override string Declined => "Nothing was changed.";

    protected override async Task<Deletion> PrepareAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var found = await Context.Client.Devices.GetAsync(result.GetRequiredValue(device), LookupMode.Changing, cancellationToken);
        var name = found.Description.HostName ?? "unnamed";
        return new(
            MessageText.Of($"Log out the device '{name}' ({found.Id})?"),
            token => Context.Client.Devices.RevokeAsync(found.Id.ToString(), LookupMode.Exact, token),
            MessageText.Of($"Logged out the device '{name}'."));
    }
}
