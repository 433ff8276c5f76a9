using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Completion;
using ZenML.Core.Errors;
using ZenML.Core.Querying.Lookups;

namespace ZenML.Cli.Commands.ServiceAccounts;

/// <summary><c>zenml service-account delete</c>.</summary>
internal sealed class ServiceAccountDeleteCommand : DeleteCommand
{
    private readonly Argument<string> name = CommonArguments.ToChange("NAME");

    public ServiceAccountDeleteCommand(CliContext context)
        : base(context, "delete", Example.Of(
            "Delete a service account that owns nothing, and its API keys. This cannot be undone.",
            "zenml service-account delete ci --yes")) => Define(name.Completes(Names.ServiceAccounts), Yes);

    protected override async Task<Deletion> PrepareAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var account = await Context.Client.ServiceAccounts.GetAsync(
            result.GetRequiredValue(name), LookupMode.Changing, cancellationToken);
        return new(
            MessageText.Of($"Delete the service account '{account.Name}' ({account.Id}) and its API keys?"),
            token => Context.Client.ServiceAccounts.DeleteAsync(account.Id.ToString(), LookupMode.Exact, token),
            MessageText.Of($"Deleted the service account '{account.Name}'."));
    }
}
