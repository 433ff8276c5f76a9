using System.CommandLine;
using ZenML.Cli.CommandLine;

namespace ZenML.Cli.Commands.ApiKeys;

/// <summary><c>zenml service-account api-key delete</c>.</summary>
internal sealed class ApiKeyDeleteCommand : Command
{
    public ApiKeyDeleteCommand(CliContext context)
        : base("delete", Example.Of("Delete a key. Sessions that began with it end at once.", "zenml service-account api-key delete ci build --yes"))
    {
        var account = ApiKeyArguments.ServiceAccount();
        var name = ApiKeyArguments.Key();
        var yes = CommonOptions.Yes();
        Arguments.Add(account);
        Arguments.Add(name);
        Options.Add(yes);
        SetAction(async (result, cancellationToken) =>
        {
            var owner = await result.GetServiceAccountAsync(context, account, cancellationToken);
            var key = await context.Client.ServiceAccounts.ApiKeys.GetAsync(owner.Id, result.GetRequiredValue(name), cancellationToken);
            if (!result.GetValue(yes) && !context.Prompt.Confirm($"Delete the API key '{key.Name}' ({key.Id}) of '{owner.Name}'?"))
            {
                context.Writer.Say("Nothing was deleted.");
                return ExitCodes.Success;
            }

            await context.Client.ServiceAccounts.ApiKeys.DeleteAsync(owner.Id, key.Id.ToString(), cancellationToken);
            context.Writer.Say($"Deleted the API key '{key.Name}' of '{owner.Name}'.");
            return ExitCodes.Success;
        });
    }
}
