using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Completion;
using ZenML.Core.Access;
using ZenML.Core.Querying.Lookups;

namespace ZenML.Cli.Commands.Secrets.Sharing;

/// <summary><c>zenml secret unshare</c>.</summary>
internal sealed class SecretUnshareCommand : BaseCommand
{
    private readonly Argument<string> name = CommonArguments.ToChange("NAME_OR_ID");

    private readonly Option<string[]> holders = CommonOptions.Holders("--with", "The account or group that it is shared with");

    private readonly Option<string?> scope = CommonOptions.Scope("Look only in this scope.");

    public SecretUnshareCommand(CliContext context)
        : base(context, "unshare", Example.Of(
            "Take back what 'secret share' gave. What accounts can do by their roles stays. Values that they read before are not secret "
                + "from them any more: change them.",
            "zenml secret unshare db --with ada"))
    {
        Define(name, holders, scope);
        name.Completes(Names.Secrets);
    }

    protected override async Task<int> ExecuteAsync(ParseResult result, CancellationToken cancellationToken)
    {
        await Context.Client.EnsureServerAsync(cancellationToken);
        var secret = await Context.FindSecretAsync(
            result.GetRequiredValue(name), result.GetScope(scope), LookupMode.Changing, cancellationToken);
        foreach (var holder in result.GetRequiredValue(holders).Distinct(StringComparer.Ordinal))
        {
            // Said one by one, so that it is clear what was taken back if one of them fails.
            var shared = await Context.Client.Secrets.UnshareAsync(secret.Id, holder, cancellationToken);
            Context.Writer.Say(
                $"The secret '{shared.Secret.Name}' is no longer shared with '{NamedHolder.Of(shared.Grant).Text}'. They could "
                + $"{shared.Grant.Right.Text()} it.");
        }

        return ExitCodes.Success;
    }
}
