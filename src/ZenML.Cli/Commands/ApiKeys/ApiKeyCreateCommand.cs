using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Completion;
using ZenML.Cli.Output;

namespace ZenML.Cli.Commands.ApiKeys;

/// <summary><c>zenml service-account api-key create</c>.</summary>
internal sealed class ApiKeyCreateCommand : BaseCommand
{
    private readonly Argument<string> account = ApiKeyArguments.ServiceAccount();
    private readonly Argument<string> name = new("NAME") { Description = "The name of the new API key, unique for the service account." };
    private readonly Option<string> description = new("--description", "-d")
    {
        Description = "What the API key is used for.",
        DefaultValueFactory = _ => "",
        HelpName = "TEXT",
    };

    private readonly Option<bool> setKey = ApiKeyArguments.SetKey();
    private readonly Option<string?> outFile = ApiKeyArguments.OutFile();

    public ApiKeyCreateCommand(CliContext context)
        : base(context, "create", Example.Of(
            "Create an API key for a service account. The key is written to standard output and shown only once.",
            "zenml service-account api-key create ci build --description 'The build server' --out-file key.txt",
            "zenml service-account api-key create ci laptop --set-key"))
    {
        Define(account, name.Completes(CompletionSource.FreeText), description, setKey, outFile);
    }

    protected override async Task<int> ExecuteAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var path = OutFile.Read(result, Context, outFile, isUsed: !result.GetValue(setKey));
        var owner = await result.GetServiceAccountAsync(Context, account, cancellationToken);
        var key = await Context.Client.ServiceAccounts.ApiKeys.CreateAsync(
            owner.Id, result.GetRequiredValue(name), result.GetValue(description)!, cancellationToken);
        await ApiKeyOutput.WriteAsync(Context, owner, key, result.GetValue(setKey), path, cancellationToken);
        return ExitCodes.Success;
    }
}
