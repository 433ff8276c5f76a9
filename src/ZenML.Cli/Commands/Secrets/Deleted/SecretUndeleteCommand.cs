using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Completion;
using ZenML.Core.Errors;
using ZenML.Core.Secrets;

namespace ZenML.Cli.Commands.Secrets.Deleted;

/// <summary><c>zenml secret undelete</c>.</summary>
internal sealed class SecretUndeleteCommand : BaseCommand
{
    private readonly Argument<string[]> names = CommonArguments.ManyToChange("NAME_OR_ID");
    private readonly Option<string?> scope = CommonOptions.Scope("Look only for secrets that were deleted from this scope.");
    private readonly Option<string?> newName = new("--as")
    {
        Description = "Give the secret another name, because the one that it had is taken.",
        HelpName = "NAME",
    };

    public SecretUndeleteCommand(CliContext context)
        : base(context, "undelete", Example.Of(
            "Take back the deletion of secrets: their values, scopes and earlier versions are as they were. A name means the secret of "
                + "that name that was deleted last; if there are others, they are listed. If one of the secrets does not exist, none is "
                + "undeleted. To see what can be undeleted, use 'secret list --deleted'.",
            "zenml secret undelete mlflow_secret",
            "zenml secret undelete mlflow_secret database_secret",
            "zenml secret undelete mlflow_secret --as mlflow_old")) =>
        Define(names.Completes(Names.DeletedSecrets), scope, newName.Completes(CompletionSource.FreeText));

    protected override async Task<int> ExecuteAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var wanted = result.GetRequiredValue(names);
        var renamed = result.GetValue(newName);
        if (renamed is not null && wanted.Length > 1)
        {
            throw new UsageException("--as names one secret, so it cannot be combined with several.");
        }

        var only = result.GetScope(scope);
        var found = new List<(SecretInfo Secret, IReadOnlyList<SecretInfo> Others)>();
        foreach (var text in wanted)
        {
            var secret = (await Context.Client.DeletedSecrets.FindAsync(text, only, cancellationToken)).Secret;
            if (found.All(other => other.Secret.Id != secret.Id))
            {
                found.Add((secret, await FindOthersAsync(secret, text, only, cancellationToken)));
            }
        }

        foreach (var (secret, others) in found)
        {
            await UndeleteAsync(secret, others, renamed, cancellationToken);
        }

        return ExitCodes.Success;
    }

    /// <summary>The other deleted secrets that the text could have meant.</summary>
    private async Task<IReadOnlyList<SecretInfo>> FindOthersAsync(
        SecretInfo found, string text, SecretScope? only, CancellationToken cancellationToken) => found.Name.Value == text
        ? [.. (await DeletedNamesakes.FindAsync(Context.Client, found, only, cancellationToken)).Where(other => other.Id != found.Id)]
        : [];

    private async Task UndeleteAsync(
        SecretInfo deleted, IReadOnlyList<SecretInfo> others, string? renamed, CancellationToken cancellationToken)
    {
        var secret = await Context.Client.DeletedSecrets.UndeleteAsync(deleted.Id, renamed, cancellationToken);
        var anew = secret.Name == deleted.Name ? "" : MessageText.Of($" as '{secret.Name}'");
        Context.Writer.Say($"Undeleted the secret '{deleted.Name}'{anew:raw} in the {SecretDocument.Text(secret.Scope)} scope.");
        if (others.Count > 0)
        {
            Context.Writer.Say(
                $"It is the one of this name that was deleted last ({deleted.Id}). The others can be undeleted by id, with --as NAME:"
                + $"{Environment.NewLine:raw}{DeletedNamesakes.Describe(others):raw}");
        }
    }
}
