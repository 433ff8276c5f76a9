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

    private readonly ApiKeyLimitOptions limits = new(canNeverExpire: true);

    public ApiKeyUpdateCommand(CliContext context)
        : base(context, "update", Example.Of(
            "Change an API key. While it is inactive, neither the key nor sessions started with it can be used. New limits apply to "
                + "sessions and tokens of the key at once.",
            "zenml service-account api-key update ci default --active false",
            "zenml service-account api-key update ci deploy --role viewer --from 10.0.0.0/8 --from 192.168.7.1",
            "zenml service-account api-key update ci deploy --expires never --from-anywhere"))
    {
        Define([account, name, newName.Completes(CompletionSource.FreeText), description, active, .. limits.ToUpdate]);
    }

    protected override async Task<int> ExecuteAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var update = new ApiKeyUpdate(result.GetValue(newName), result.GetValue(description), result.GetValue(active))
        {
            Limits = await limits.ReadUpdateAsync(result, Context, cancellationToken),
        };
        if (update == new ApiKeyUpdate())
        {
            throw new UsageException(
                "Nothing to change. Use --name, --description, --active or an option that limits the key, such as --expires.");
        }

        var owner = await result.GetServiceAccountAsync(Context, account, cancellationToken);
        var changed = await Context.Client.ServiceAccounts.ApiKeys.UpdateAsync(
            owner.Id, result.GetRequiredValue(name), update, cancellationToken);
        Context.Writer.Say($"Updated the API key '{changed.Name}' of '{owner.Name}'.");
        return ExitCodes.Success;
    }
}
