using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Completion;
using ZenML.Cli.Commands.ApiKeys;
using ZenML.Cli.Output;
using ZenML.Core.Accounts.Users;

namespace ZenML.Cli.Commands.ServiceAccounts;

/// <summary><c>zenml service-account create</c>.</summary>
internal sealed class ServiceAccountCreateCommand : BaseCommand
{
    /// <summary>The name of the key that comes with a new account.</summary>
    private const string DefaultKey = "default";

    private readonly Argument<string> name = new("NAME") { Description = "The name of the new service account." };
    private readonly Option<string> description = new("--description", "-d")
    {
        Description = "What the service account is used for.",
        DefaultValueFactory = _ => "",
        HelpName = "TEXT",
    };

    private readonly Option<bool> createKey = new("--create-api-key")
    {
        Description = "Whether to also create an API key.",
        DefaultValueFactory = _ => true,
        HelpName = "true|false",
    };

    private readonly Option<bool> setKey = new("--set-api-key")
    {
        Description = "Log in on this machine with the API key instead of showing it.",
    };

    private readonly Option<string?> outFile = ApiKeyArguments.OutFile();

    public ServiceAccountCreateCommand(CliContext context)
        : base(context, "create", Example.Of(
            "Create a service account and an API key called 'default'. The key is written to standard output and shown only once.",
            "zenml service-account create ci --description 'Builds' --out-file key.txt",
            "zenml service-account create ci --create-api-key false"))
    {
        Define(name.Completes(CompletionSource.FreeText), description, createKey, setKey, outFile);
    }

    protected override async Task<int> ExecuteAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var path = OutFile.Read(result, Context, outFile, isUsed: result.GetValue(createKey) && !result.GetValue(setKey));
        var accounts = Context.Client.ServiceAccounts;
        var (wanted, about) = (result.GetRequiredValue(name), result.GetValue(description)!);
        if (!result.GetValue(createKey))
        {
            Say(await accounts.CreateAsync(wanted, about, cancellationToken));
            return ExitCodes.Success;
        }

        var created = await accounts.CreateWithKeyAsync(wanted, about, DefaultKey, "Default API key.", cancellationToken);
        Say(created.Account);
        await ApiKeyOutput.WriteAsync(Context, created.Account, created.Key, result.GetValue(setKey), path, cancellationToken);
        return ExitCodes.Success;
    }

    private void Say(User account) => Context.Writer.Say($"Created the service account '{account.Name}'.");
}
