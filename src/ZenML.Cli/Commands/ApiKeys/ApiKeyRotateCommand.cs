using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Output;

namespace ZenML.Cli.Commands.ApiKeys;

/// <summary><c>zenml service-account api-key rotate</c>.</summary>
internal sealed class ApiKeyRotateCommand : Command
{
    public ApiKeyRotateCommand(CliContext context)
        : base("rotate", Example.Of(
            "Replace a key. The new one is written to standard output, this once. The old one, and sessions that began with it, end at once, or when the time is over for which it is retained.",
            "zenml service-account api-key rotate ci default --retain 60 --out-file key.txt"))
    {
        var account = ApiKeyArguments.ServiceAccount();
        var name = ApiKeyArguments.Key();
        var retain = new Option<long>("--retain") { Description = "For how many minutes the old key stays good.", HelpName = "MINUTES", DefaultValueFactory = _ => 0 };
        var setKey = ApiKeyArguments.SetKey();
        var outFile = ApiKeyArguments.OutFile();
        Arguments.Add(account);
        Arguments.Add(name);
        Options.Add(retain);
        Options.Add(setKey);
        Options.Add(outFile);
        SetAction(async (result, cancellationToken) =>
        {
            var path = OutFile.Read(result, context, outFile, isUsed: !result.GetValue(setKey));
            var owner = await result.GetServiceAccountAsync(context, account, cancellationToken);
            var key = await context.Client.ServiceAccounts.ApiKeys.RotateAsync(owner.Id, result.GetRequiredValue(name), result.GetValue(retain), cancellationToken);
            await ApiKeyText.GiveOutAsync(context, owner, key, result.GetValue(setKey), path, cancellationToken);
            return ExitCodes.Success;
        });
    }
}
