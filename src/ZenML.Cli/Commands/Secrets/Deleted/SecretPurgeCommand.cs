using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Completion;
using ZenML.Core.Errors;
using ZenML.Core.Resources;
using ZenML.Core.Secrets;
using ZenML.Core.Secrets.Deletion;

namespace ZenML.Cli.Commands.Secrets.Deleted;

/// <summary><c>zenml secret purge</c>.</summary>
internal sealed class SecretPurgeCommand : DeleteCommand
{
    private readonly Argument<string> name = CommonArguments.ToChange("NAME_OR_ID");
    private readonly Option<string?> scope = CommonOptions.Scope("Look only for secrets that were deleted from this scope.");

    private readonly Option<bool> damaged = new("--damaged")
    {
        Description = "Also purge a secret whose row was changed from outside or is damaged. Its name may be wrong, so the whole id is "
            + "required.",
    };

    public SecretPurgeCommand(CliContext context)
        : base(context, "purge", Example.Of(
            "Delete a deleted secret for good, with all versions of its values. This cannot be undone. If more than one deleted secret has "
                + "the name, use an id.",
            "zenml secret purge mlflow_secret",
            "zenml secret purge 60bd4c1e --yes")) =>
        Define(name.Completes(Names.DeletedSecrets), scope, damaged, Yes);

    protected override string Declined => "Nothing was purged.";

    protected override async Task<Deletion> PrepareAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var purge = new SecretPurge { EvenIfDamaged = result.GetValue(damaged) };
        var text = result.GetRequiredValue(name);
        if (purge.EvenIfDamaged && !Id<Secret>.TryParse(text, out _))
        {
            throw new UsageException(
                $"--damaged needs the whole id of the secret, whose name may be wrong. Show ids with: zenml secret list --deleted");
        }

        if (purge.EvenIfDamaged && Id<Secret>.TryParse(text, out var id) && await IsUnreadableAsync(text, cancellationToken))
        {
            return new(
                MessageText.Of($"Purge the deleted secret {id}, whose row cannot be read, and all its values? This cannot be undone."),
                token => Context.Client.DeletedSecrets.PurgeAsync(id, purge, token),
                MessageText.Of($"Purged the secret {id} and all its values."));
        }

        var secret = (await Context.Client.DeletedSecrets.FindAsync(text, result.GetScope(scope), cancellationToken)).Secret;
        if (secret.Name.Value == text)
        {
            await EnsureIsOnlyAsync(secret, result.GetScope(scope), cancellationToken);
        }

        return new(
            MessageText.Of(
                $"Purge the deleted secret '{secret.Name}' ({secret.Id}) of the {SecretDocument.Text(secret.Scope)} scope and all its "
                + $"values? This cannot be undone."),
            token => Context.Client.DeletedSecrets.PurgeAsync(secret.Id, purge, token),
            MessageText.Of($"Purged the secret '{secret.Name}' and all its values."));
    }

    /// <remarks>A server does not say why it fails. If that is something else, the purge fails too.</remarks>
    private async Task<bool> IsUnreadableAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            await Context.Client.DeletedSecrets.FindAsync(id, cancellationToken: cancellationToken);
            return false;
        }
        catch (ZenException exception) when (exception.Code is ErrorCode.StoreDamaged or ErrorCode.StoreUnavailable)
        {
            return true;
        }
    }

    /// <remarks>A purge cannot be undone, so the one that was deleted last is not good enough a guess.</remarks>
    private async Task EnsureIsOnlyAsync(SecretInfo found, SecretScope? only, CancellationToken cancellationToken)
    {
        var namesakes = await DeletedNamesakes.FindAsync(Context.Client, found, only, cancellationToken);
        if (namesakes.Count > 1)
        {
            throw new ZenException(
                ErrorCode.Ambiguous,
                $"More than one deleted secret has the name '{found.Name}'. Use the id of one of them:{Environment.NewLine:raw}"
                    + $"{DeletedNamesakes.Describe(namesakes):raw}");
        }
    }
}
