using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Core.Errors;
using ZenML.Core.Querying.Lookups;

namespace ZenML.Cli.Commands.Secrets;

/// <summary><c>zenml secret delete</c>.</summary>
internal sealed class SecretDeleteCommand : DeleteCommand
{
    private readonly Argument<string> name = CommonArguments.ToChange("NAME_OR_ID");

    public SecretDeleteCommand(CliContext context)
        : base(context, "delete", Example.Of(
            "Delete a secret and its values. This cannot be undone.",
            "zenml secret delete mlflow_secret --yes"))
    {
        Define(name, Yes);
        name.SuggestSecrets(context);
    }

    protected override async Task<Deletion> PrepareAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var secret = await Context.Client.Secrets.FindAsync(result.GetRequiredValue(name), null, LookupMode.Changing, cancellationToken);
        await SecretUsesNotice.SayAsync(Context, secret, cancellationToken);
        var scope = SecretDocument.Text(secret.Scope);
        return new(
            MessageText.Of($"Delete the secret '{secret.Name}' ({secret.Id}) in the {scope} scope and all its values?"),
            token => Context.Client.Secrets.DeleteAsync(secret.Id, token),
            MessageText.Of($"Deleted the secret '{secret.Name}' from the {scope} scope."));
    }
}
