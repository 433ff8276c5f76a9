using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Core.Querying.Lookups;

namespace ZenML.Cli.Commands.Secrets.History;

/// <summary><c>zenml secret rollback</c>.</summary>
internal sealed class SecretRollbackCommand : BaseCommand
{
    private readonly Argument<string> name = CommonArguments.ToChange("NAME_OR_ID");
    private readonly Option<long?> to = new("--to")
    {
        Description = "The version whose values to use again, as shown by 'secret history'.",
        Required = true,
        HelpName = "VERSION",
    };

    public SecretRollbackCommand(CliContext context)
        : base(context, "rollback", Example.Of(
            "Make the values of an earlier version the current ones. This adds a version; earlier ones stay as they are. Name "
                + "and scope stay too.",
            "zenml secret rollback mlflow_secret --to 3"))
    {
        Define(name, to);
        name.SuggestSecrets(context);
        to.AcceptOnlyPositive();
    }

    protected override async Task<int> ExecuteAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var version = result.GetValue(to)!.Value;
        var secret = await Context.Client.Secrets.FindAsync(result.GetRequiredValue(name), null, LookupMode.Changing, cancellationToken);

        // What someone else changes meanwhile must not be undone unseen.
        var rollback = await Context.Client.Secrets.History.RollbackAsync(secret.Id, version, secret.Version, cancellationToken);
        Context.Writer.Say(
            $"Rolled back the secret '{rollback.Secret.Name}' to version {version}: version {rollback.Version.Version} replaces version "
            + $"{rollback.Replaced} ({Change(rollback.Version)}).");
        return ExitCodes.Success;
    }

    private static string Change(Core.Secrets.History.SecretVersion entry) =>
        SecretVersionDocument.Change(entry with { RolledBackTo = null }) is "nothing"
            ? "the values are the same"
            : SecretVersionDocument.Change(entry with { RolledBackTo = null });
}
