using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Output;

namespace ZenML.Cli.Commands.ApiKeys;

/// <summary><c>zenml service-account api-key create</c>.</summary>
internal sealed class ApiKeyCreateCommand : Command
{
    public ApiKeyCreateCommand(CliContext context)
        : base("create", Example.Of(
            "Make a key for a service account. It is written to standard output, this once.",
            "zenml service-account api-key create ci build --description 'The build server' --out-file key.txt",
            "zenml service-account api-key create ci laptop --set-key"))
    {
        var account = ApiKeyArguments.ServiceAccount();
        var name = new Argument<string>("NAME") { Description = "The name, unique for this service account." };
        var description = new Option<string>("--description", "-d") { Description = "What it is for.", DefaultValueFactory = _ => "", HelpName = "TEXT" };
        var setKey = ApiKeyArguments.SetKey();
        var outFile = ApiKeyArguments.OutFile();
        Arguments.Add(account);
        Arguments.Add(name);
        Options.Add(description);
        Options.Add(setKey);
        Options.Add(outFile);
        SetAction(async (result, cancellationToken) =>
        {
            var path = OutFile.Read(result, context, outFile, isUsed: !result.GetValue(setKey));
            var owner = await result.GetServiceAccountAsync(context, account, cancellationToken);
            var key = await context.Client.ServiceAccounts.ApiKeys.CreateAsync(owner.Id, result.GetRequiredValue(name), result.GetValue(description)!, cancellationToken);
            await ApiKeyText.GiveOutAsync(context, owner, key, result.GetValue(setKey), path, cancellationToken);
            return ExitCodes.Success;
        });
    }
}
