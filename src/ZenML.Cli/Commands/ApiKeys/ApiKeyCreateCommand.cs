using System.CommandLine;
using ZenML.Cli.CommandLine;

namespace ZenML.Cli.Commands.ApiKeys;

/// <summary><c>zenml service-account api-key create</c>.</summary>
internal sealed class ApiKeyCreateCommand : Command
{
    public ApiKeyCreateCommand(CliContext context)
        : base("create", Example.Of(
            "Make a key for a service account. It is written to standard output, this once.",
            "zenml service-account api-key create ci build --description 'The build server' > key.txt",
            "zenml service-account api-key create ci laptop --set-key"))
    {
        var account = ApiKeyArguments.ServiceAccount();
        var name = new Argument<string>("NAME") { Description = "The name, unique for this service account." };
        var description = new Option<string>("--description", "-d") { Description = "What it is for.", DefaultValueFactory = _ => "", HelpName = "TEXT" };
        var setKey = ApiKeyArguments.SetKey();
        Arguments.Add(account);
        Arguments.Add(name);
        Options.Add(description);
        Options.Add(setKey);
        SetAction(async (result, cancellationToken) =>
        {
            var owner = await result.GetServiceAccountAsync(context, account, cancellationToken);
            var key = await context.Client.ServiceAccounts.ApiKeys.CreateAsync(owner.Id, result.GetRequiredValue(name), result.GetValue(description)!, cancellationToken);
            await ApiKeyText.GiveOutAsync(context, owner, key, result.GetValue(setKey), cancellationToken);
            return ExitCodes.Success;
        });
    }
}
