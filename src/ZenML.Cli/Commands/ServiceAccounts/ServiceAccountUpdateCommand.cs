using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Core.Accounts.ServiceAccounts;
using ZenML.Core.Errors;
using ZenML.Core.Querying.Lookups;

namespace ZenML.Cli.Commands.ServiceAccounts;

/// <summary><c>zenml service-account update</c>.</summary>
internal sealed class ServiceAccountUpdateCommand : Command
{
    public ServiceAccountUpdateCommand(CliContext context)
        : base("update", Example.Of("Change a service account. What is not named stays.", "zenml service-account update ci --active false"))
    {
        var name = new Argument<string>("NAME") { Description = "A name, an id, or at least 8 digits of one." };
        var newName = new Option<string?>("--name", "-n") { Description = "The new name.", HelpName = "NAME" };
        var description = new Option<string?>("--description", "-d") { Description = "What it is for.", HelpName = "TEXT" };
        var active = new Option<bool?>("--active", "-a") { Description = "Whether it may be used.", HelpName = "true|false" };
        Arguments.Add(name);
        foreach (var option in new Option[] { newName, description, active })
        {
            Options.Add(option);
        }

        SetAction(async (result, cancellationToken) =>
        {
            var update = new ServiceAccountUpdate(result.GetValue(newName), result.GetValue(description), result.GetValue(active));
            if (update == new ServiceAccountUpdate())
            {
                throw new ZenException(ErrorCode.InvalidArgument, "There is nothing to change. Give --name, --description or --active.");
            }

            var changed = await context.Client.ServiceAccounts.UpdateAsync(result.GetRequiredValue(name), update, LookupMode.Changing, cancellationToken);
            context.Writer.Say($"Updated the service account '{changed.Name}'.");
            return ExitCodes.Success;
        });
    }
}
