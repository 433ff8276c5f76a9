using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Completion;
using ZenML.Core.Accounts.Credentials;

namespace ZenML.Cli.Commands.ApiKeys;

/// <summary><c>zenml service-account api-key update</c>.</summary>
internal sealed class ApiKeyUpdateCommand : BaseCommand
{
    private readonly Argument<string> account = ApiKeyArguments.ServiceAccount();
    private readonly Argument<string> name = ApiKeyArguments.Key();
    private readonly Option<string?> newName = new("--name", "-n") { Description = "The new name.", HelpName = "NAME" };
    private readonly Option<string?> description = new("--description", "-d")
    {
        Description = "What the API key is used for.",
        HelpName = "TEXT",
    };

    private readonly Option<bool?> active = new("--active", "-a")
    {
        Description = "Whether the API key can be used.",
        HelpName = "true|false",
    };

    public ApiKeyUpdateCommand(CliContext context)
        : base(context, "update", Example.Of(
            "Change an API key. While it is inactive, neither the key nor sessions started with it can be used.",
            "zenml service-account api-key update ci default --active false"))
    {
        Define(account, name, newName.Completes(CompletionSource.FreeText), description, active);
    }

    protected override async Task<int> ExecuteAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var update = new ApiKeyUpdate(result.GetValue(newName), result.GetValue(description), result.GetValue(active));
        if (update == new ApiKeyUpdate())
        {
            throw new UsageException(
                "Nothing to change. Use --name, --description or --active.");
        }

        var owner = await result.GetServiceAccountAsync(Context, account, cancellationToken);
        var changed = await Context.Client.ServiceAccounts.ApiKeys.UpdateAsync(
            owner.Id, result.GetRequiredValue(name), update, cancellationToken);
        Context.Writer.Say($"Updated the API key '{changed.Name}' of '{owner.Name}'.");
        return ExitCodes.Success;
    }
}
