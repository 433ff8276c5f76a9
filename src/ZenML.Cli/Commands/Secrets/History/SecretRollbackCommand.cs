using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Completion;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Text;

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

    private readonly Option<bool> yes = CommonOptions.Yes();

    public SecretRollbackCommand(CliContext context)
        : base(context, "rollback", Example.Of(
            "Make the values of an earlier version the current ones. This adds a version; earlier ones stay as they are. Name "
                + "and scope stay too. If a key is removed that something uses, the command names the uses and, on a terminal, asks first.",
            "zenml secret rollback mlflow_secret --to 3"))
    {
        Define(name, to.Completes(SecretContents.Versions), yes);
        name.Completes(Names.Secrets);
        to.AcceptOnlyPositive();
    }

    protected override async Task<int> ExecuteAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var version = result.GetValue(to)!.Value;
        var secret = await Context.FindSecretAsync(result.GetRequiredValue(name), null, LookupMode.Changing, cancellationToken);
        if (await new SecretChanges(Context, result.GetValue(yes)).RollbackAsync(secret, version, cancellationToken) is { } rollback)
        {
            Context.Writer.Say(
                $"Rolled back the secret '{rollback.Secret.Name}' to version {version}: version {rollback.Version.Version} replaces "
                + $"version {rollback.Replaced} ({Change(rollback.Version)}).");
            string[] marked = [.. secret.Details.PlainKeys.Intersect(rollback.Secret.Keys, StringComparer.Ordinal)];
            if (marked.Length > 0)
            {
                var options = string.Join(' ', marked.Select(key => $"--plain {ShellWord.Quote(key)}"));
                Context.Writer.Say($"All its keys are secret again. To mark the same ones as not secret: zenml secret update "
                    + $"{ShellWord.Quote(secret.ReferenceName)} {options:raw}");
            }
        }

        return ExitCodes.Success;
    }

    private static string Change(Core.Secrets.History.SecretVersion entry) =>
        SecretVersionDocument.Change(entry with { RolledBackTo = null }) is "nothing"
            ? "the values are the same"
            : SecretVersionDocument.Change(entry with { RolledBackTo = null });
}
