using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Output;

namespace ZenML.Cli.Commands.ApiKeys;

/// <summary><c>zenml service-account api-key rotate</c>.</summary>
internal sealed class ApiKeyRotateCommand : BaseCommand
{
    private readonly Argument<string> account = ApiKeyArguments.ServiceAccount();
    private readonly Argument<string> name = ApiKeyArguments.Key();
    private readonly Option<long> retain = new("--retain")
    {
        Description = "The number of minutes for which the old key stays valid.",
        HelpName = "MINUTES",
        DefaultValueFactory = _ => 0,
    };

    private readonly Option<bool> setKey = ApiKeyArguments.SetKey();
    private readonly Option<string?> outFile = ApiKeyArguments.OutFile();

    public ApiKeyRotateCommand(CliContext context)
        : base(context, "rotate", Example.Of(
            "Replace an API key. The new key is written to standard output and shown only once. The old key and its "
                + "sessions end immediately, or after --retain minutes. The limits stay as they are; if the old key expires, the new key "
                + "does after the same time, counted from now.",
            "zenml service-account api-key rotate ci default --retain 60 --out-file key.txt"))
    {
        Define(account, name, retain, setKey, outFile);
    }

    protected override async Task<int> ExecuteAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var path = OutFile.Read(result, Context, outFile, isUsed: !result.GetValue(setKey));
        var owner = await result.GetServiceAccountAsync(Context, account, cancellationToken);
        var key = await Context.Client.ServiceAccounts.ApiKeys.RotateAsync(
            owner.Id, result.GetRequiredValue(name), result.GetValue(retain), cancellationToken);
        await ApiKeyOutput.WriteAsync(Context, owner, key, result.GetValue(setKey), path, cancellationToken);
        return ExitCodes.Success;
    }
}
