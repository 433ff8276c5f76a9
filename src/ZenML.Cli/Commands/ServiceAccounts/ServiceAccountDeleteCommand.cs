using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Core.Querying.Lookups;

namespace ZenML.Cli.Commands.ServiceAccounts;

/// <summary><c>zenml service-account delete</c>.</summary>
internal sealed class ServiceAccountDeleteCommand : Command
{
    public ServiceAccountDeleteCommand(CliContext context)
        : base("delete", Example.Of("Delete a service account that owns nothing, with its API keys. There is no way back.", "zenml service-account delete ci --yes"))
    {
        var name = new Argument<string>("NAME") { Description = "A name, an id, or at least 8 digits of one." };
        var yes = CommonOptions.Yes();
        Arguments.Add(name);
        Options.Add(yes);
        SetAction(async (result, cancellationToken) =>
        {
            var account = await context.Client.ServiceAccounts.GetAsync(result.GetRequiredValue(name), LookupMode.Changing, cancellationToken);
            if (!result.GetValue(yes) && !context.Prompt.Confirm($"Delete the service account '{account.Name}' ({account.Id}) with its API keys?"))
            {
                context.Writer.Say("Nothing was deleted.");
                return ExitCodes.Success;
            }

            await context.Client.ServiceAccounts.DeleteAsync(account.Id.ToString(), LookupMode.Exact, cancellationToken);
            context.Writer.Say($"Deleted the service account '{account.Name}'.");
            return ExitCodes.Success;
        });
    }
}
