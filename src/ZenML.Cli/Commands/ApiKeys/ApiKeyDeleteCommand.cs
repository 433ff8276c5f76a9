using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Core.Errors;

namespace ZenML.Cli.Commands.ApiKeys;

/// <summary><c>zenml service-account api-key delete</c>.</summary>
internal sealed class ApiKeyDeleteCommand : DeleteCommand
{
    private readonly Argument<string> account = ApiKeyArguments.ServiceAccount();
    private readonly Argument<string> name = ApiKeyArguments.Key();

    public ApiKeyDeleteCommand(CliContext context)
        : base(context, "delete", Example.Of(
            "Delete an API key. Sessions started with it end immediately.",
            "zenml service-account api-key delete ci build --yes")) =>
        Define(account, name, Yes);

    protected override async Task<Deletion> PrepareAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var keys = Context.Client.ServiceAccounts.ApiKeys;
        var owner = await result.GetServiceAccountAsync(Context, account, cancellationToken);
        var key = await keys.GetAsync(owner.Id, result.GetRequiredValue(name), cancellationToken);
        return new(
            MessageText.Of($"Delete the API key '{key.Name}' ({key.Id}) of '{owner.Name}'?"),
            token => keys.DeleteAsync(owner.Id, key.Id.ToString(), token),
            MessageText.Of($"Deleted the API key '{key.Name}' of '{owner.Name}'."));
    }
}
