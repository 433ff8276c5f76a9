using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Commands.ApiKeys;
using ZenML.Cli.Output;
using ZenML.Client;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Errors;
using ZenML.Core.Text;

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
        Define(name, description, createKey, setKey, outFile);
    }

    protected override async Task<int> ExecuteAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var path = OutFile.Read(result, Context, outFile, isUsed: result.GetValue(createKey) && !result.GetValue(setKey));
        var account = await Context.Client.ServiceAccounts.CreateAsync(
            result.GetRequiredValue(name), result.GetValue(description)!, cancellationToken);
        Context.Writer.Say($"Created the service account '{account.Name}'.");
        if (result.GetValue(createKey))
        {
            var key = await CreateKeyAsync(Context, account, cancellationToken);
            await ApiKeyOutput.WriteAsync(Context, account, key, result.GetValue(setKey), path, cancellationToken);
        }

        return ExitCodes.Success;
    }



    /// <remarks>
    /// Everyone can create a service account, but on our server only administrators can create a key for it. Checking
    /// that right first would not help: it can be revoked in between, and ZenML servers do not have it.
    /// </remarks>
    private static async Task<NewApiKey> CreateKeyAsync(CliContext context, User account, CancellationToken cancellationToken)
    {
        try
        {
            return await context.Client.ServiceAccounts.ApiKeys.CreateAsync(account.Id, DefaultKey, "Default API key.", cancellationToken);
        }
        catch (ZenException exception) when (exception.Code == ErrorCode.NotAllowed)
        {
            throw new ZenException(exception.Code,
                $"The service account was created, but you cannot create an API key for it: "
                    + $"{Sentence.End(exception.Message):raw} Ask an administrator to run: zenml service-account "
                    + $"api-key create {ShellWord.Quote(account.Name)} {DefaultKey}", exception);
        }
    }
}
