using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Core.Accounts.Credentials;
using ZenML.Core.Errors;

namespace ZenML.Cli.Commands.ApiKeys;

/// <summary><c>zenml service-account api-key update</c>.</summary>
internal sealed class ApiKeyUpdateCommand : Command
{
    public ApiKeyUpdateCommand(CliContext context)
        : base("update", Example.Of(
            "Change a key. While it is not active, neither it nor sessions that began with it can be used.", "zenml service-account api-key update ci default --active false"))
    {
        var account = ApiKeyArguments.ServiceAccount();
        var name = ApiKeyArguments.Key();
        var newName = new Option<string?>("--name", "-n") { Description = "The new name.", HelpName = "NAME" };
        var description = new Option<string?>("--description", "-d") { Description = "What it is for.", HelpName = "TEXT" };
        var active = new Option<bool?>("--active", "-a") { Description = "Whether it may be used.", HelpName = "true|false" };
        Arguments.Add(account);
        Arguments.Add(name);
        foreach (var option in new Option[] { newName, description, active })
        {
            Options.Add(option);
        }

        SetAction(async (result, cancellationToken) =>
        {
            var update = new ApiKeyUpdate(result.GetValue(newName), result.GetValue(description), result.GetValue(active));
            if (update == new ApiKeyUpdate())
            {
                throw new ZenException(ErrorCode.InvalidArgument, "There is nothing to change. Give --name, --description or --active.");
            }

            var owner = await result.GetServiceAccountAsync(context, account, cancellationToken);
            var changed = await context.Client.ServiceAccounts.ApiKeys.UpdateAsync(owner.Id, result.GetRequiredValue(name), update, cancellationToken);
            context.Writer.Say($"Updated the API key '{changed.Name}' of '{owner.Name}'.");
            return ExitCodes.Success;
        });
    }
}
