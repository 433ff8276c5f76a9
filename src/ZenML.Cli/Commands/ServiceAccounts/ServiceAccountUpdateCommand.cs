using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Completion;
using ZenML.Core.Accounts.ServiceAccounts;
using ZenML.Core.Querying.Lookups;

namespace ZenML.Cli.Commands.ServiceAccounts;

/// <summary><c>zenml service-account update</c>.</summary>
internal sealed class ServiceAccountUpdateCommand : BaseCommand
{
    private readonly Argument<string> name = CommonArguments.ToChange("NAME");
    private readonly Option<string?> newName = new("--name", "-n") { Description = "The new name.", HelpName = "NAME" };
    private readonly Option<string?> description = new("--description", "-d")
    {
        Description = "What the service account is used for.",
        HelpName = "TEXT",
    };

    private readonly Option<bool?> active = new("--active", "-a")
    {
        Description = "Whether the service account can be used.",
        HelpName = "true|false",
    };

    public ServiceAccountUpdateCommand(CliContext context)
        : base(context, "update", Example.Of(
            "Change a service account. Only what you specify is changed.",
            "zenml service-account update ci --active false"))
    {
        Define(name.Completes(Names.ServiceAccounts), newName.Completes(CompletionSource.FreeText), description, active);
    }

    protected override async Task<int> ExecuteAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var update = new ServiceAccountUpdate(result.GetValue(newName), result.GetValue(description), result.GetValue(active));
        if (update == new ServiceAccountUpdate())
        {
            throw new UsageException(
                "Nothing to change. Use --name, --description or --active.");
        }

        var changed = await Context.Client.ServiceAccounts.UpdateAsync(
            result.GetRequiredValue(name), update, LookupMode.Changing, cancellationToken);
        Context.Writer.Say($"Updated the service account '{changed.Name}'.");
        return ExitCodes.Success;
    }
}
