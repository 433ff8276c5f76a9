using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Completion;
using ZenML.Core.Errors;
using ZenML.Core.Querying.Lookups;

namespace ZenML.Cli.Commands.Secrets.History;

/// <summary><c>zenml secret destroy</c>.</summary>
internal sealed class SecretDestroyCommand : DeleteCommand
{
    private readonly Argument<string> name = CommonArguments.ToChange("NAME_OR_ID");
    private readonly Option<long?> version = new("--version")
    {
        Description = "The version whose values to destroy, as shown by 'secret history'. The current one cannot be destroyed.",
        Required = true,
        HelpName = "VERSION",
    };

    public SecretDestroyCommand(CliContext context)
        : base(context, "destroy", Example.Of(
            "Destroy the values of an earlier version of a secret. This cannot be undone. The version stays in the history, "
                + "marked as destroyed.",
            "zenml secret destroy mlflow_secret --version 2"))
    {
        Define(name, version.Completes(SecretContents.Versions), Yes);
        name.Completes(Names.Secrets);
        version.AcceptOnlyPositive();
    }

    protected override string Declined => "Nothing was destroyed.";

    protected override async Task<Deletion> PrepareAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var number = result.GetValue(version)!.Value;
        var secret = await Context.FindSecretAsync(result.GetRequiredValue(name), null, LookupMode.Changing, cancellationToken);

        // Fails before the question where there is no history.
        await Context.Client.Secrets.History.ListPageAsync(secret.Id, before: 1, cancellationToken);
        var scope = SecretDocument.Text(secret.Scope);
        return new(
            MessageText.Of(
                $"Destroy the values of version {number} of the secret '{secret.Name}' ({secret.Id}) in the {scope} scope? "
                + $"This cannot be undone."),
            token => Context.Client.Secrets.History.DestroyAsync(secret.Id, number, token),
            MessageText.Of($"Destroyed the values of version {number} of the secret '{secret.Name}'."));
    }
}
