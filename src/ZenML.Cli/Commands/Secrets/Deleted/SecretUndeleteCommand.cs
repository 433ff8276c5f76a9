using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Completion;
using ZenML.Core.Errors;

namespace ZenML.Cli.Commands.Secrets.Deleted;

/// <summary><c>zenml secret undelete</c>.</summary>
internal sealed class SecretUndeleteCommand : BaseCommand
{
    private readonly Argument<string> name = CommonArguments.ToChange("NAME_OR_ID");
    private readonly Option<string?> scope = CommonOptions.Scope("Look only for secrets that were deleted from this scope.");
    private readonly Option<string?> newName = new("--as")
    {
        Description = "Give the secret another name, because the one that it had is taken.",
        HelpName = "NAME",
    };

    public SecretUndeleteCommand(CliContext context)
        : base(context, "undelete", Example.Of(
            "Take back the deletion of a secret: its values, scope and earlier versions are as they were. A name means the secret of "
                + "that name that was deleted last. To see what can be undeleted, use 'secret list --deleted'.",
            "zenml secret undelete mlflow_secret",
            "zenml secret undelete mlflow_secret --as mlflow_old")) =>
        Define(name.Completes(Names.DeletedSecrets), scope, newName.Completes(CompletionSource.FreeText));

    protected override async Task<int> ExecuteAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var deleted = await Context.Client.DeletedSecrets.FindAsync(
            result.GetRequiredValue(name), result.GetScope(scope), cancellationToken);
        var secret = await Context.Client.DeletedSecrets.UndeleteAsync(
            deleted.Secret.Id, result.GetValue(newName), cancellationToken);
        var renamed = secret.Name == deleted.Secret.Name ? "" : MessageText.Of($" as '{secret.Name}'");
        Context.Writer.Say(
            $"Undeleted the secret '{deleted.Secret.Name}'{renamed:raw} in the {SecretDocument.Text(secret.Scope)} scope.");
        return ExitCodes.Success;
    }
}
