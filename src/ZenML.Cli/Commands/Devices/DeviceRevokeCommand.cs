using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Core.Querying.Lookups;

namespace ZenML.Cli.Commands.Devices;

/// <summary><c>zenml device revoke</c>.</summary>
internal sealed class DeviceRevokeCommand : Command
{
    public DeviceRevokeCommand(CliContext context)
        : base("revoke", Example.Of(
            "Log one of your devices out: its token, and the tokens of runs that were started on it, are no longer accepted.",
            "zenml device revoke laptop --yes"))
    {
        var device = new Argument<string>("DEVICE") { Description = "A host, an id, or at least 8 digits of the id." };
        var yes = CommonOptions.Yes();
        Arguments.Add(device);
        Options.Add(yes);
        SetAction(async (result, cancellationToken) =>
        {
            var found = await context.Client.Devices.GetAsync(result.GetRequiredValue(device), LookupMode.Changing, cancellationToken);
            var name = found.Description.HostName ?? "without a name";
            if (!result.GetValue(yes) && !context.Prompt.Confirm($"Log out the device '{name}' ({found.Id})?"))
            {
                context.Writer.Say("Nothing was changed.");
                return ExitCodes.Success;
            }

            await context.Client.Devices.RevokeAsync(found.Id.ToString(), LookupMode.Exact, cancellationToken);
            context.Writer.Say($"Logged out the device '{name}'.");
            return ExitCodes.Success;
        });
    }
}
