using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Completion;
using ZenML.Cli.Output;
using ZenML.Core.Accounts.Credentials;

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

    private readonly ApiKeyLimitOptions limits = new(canNeverExpire: false);
    private readonly Option<bool> setKey = ApiKeyArguments.SetKey();
    private readonly Option<string?> outFile = ApiKeyArguments.OutFile();

    public ApiKeyCreateCommand(CliContext context)
        : base(context, "create", Example.Of(
            "Create an API key for a service account. The key is written to standard output and shown only once. Owners of a workspace can "
                + "create keys that are limited to it; all others take an administrator.",
            "zenml service-account api-key create ci build --description 'The build server' --out-file key.txt",
            "zenml service-account api-key create ci deploy --role runner --workspace prod --secret database --expires 90d",
            "zenml service-account api-key create ci laptop --from 10.0.0.0/8 --set-key"))
    {
        Define([account, name.Completes(CompletionSource.FreeText), description, .. limits.ToCreate, setKey, outFile]);
    }

    protected override async Task<int> ExecuteAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var path = OutFile.Read(result, Context, outFile, isUsed: !result.GetValue(setKey));
        var owner = await result.GetServiceAccountAsync(Context, account, cancellationToken);
        var plain = new ApiKeyDefinition(result.GetRequiredValue(name)) { Description = result.GetValue(description)! };
        var definition = await limits.ReadAsync(result, Context, plain, cancellationToken);
        var key = await Context.Client.ServiceAccounts.ApiKeys.CreateAsync(owner.Id, definition, cancellationToken);
        await ApiKeyOutput.WriteAsync(Context, owner, key, result.GetValue(setKey), path, cancellationToken);
        return ExitCodes.Success;
    }
}
