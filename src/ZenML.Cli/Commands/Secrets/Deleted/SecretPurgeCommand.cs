using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Core.Errors;
using ZenML.Core.Secrets.Deletion;

namespace ZenML.Cli.Commands.Secrets.Deleted;

/// <summary><c>zenml secret purge</c>.</summary>
internal sealed class SecretPurgeCommand : DeleteCommand
{
    private readonly Argument<string> name = CommonArguments.ToChange("NAME_OR_ID");
    private readonly Option<string?> scope = CommonOptions.Scope("Look only for secrets that were deleted from this scope.");

    private readonly Option<bool> damaged = new("--damaged")
    {
        Description = "Also purge a secret whose row was changed from outside or is damaged. Its name may be wrong, so pass the id.",
    };

    public SecretPurgeCommand(CliContext context)
        : base(context, "purge", Example.Of(
            "Delete a deleted secret for good, with all versions of its values. This cannot be undone. A name means the secret of that "
                + "name that was deleted last.",
            "zenml secret purge mlflow_secret",
            "zenml secret purge 60bd4c1e --yes")) =>
        Define(name, scope, damaged, Yes);

    protected override string Declined => "Nothing was purged.";

    protected override async Task<Deletion> PrepareAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var purge = new SecretPurge { EvenIfDamaged = result.GetValue(damaged) };
        var secret = (await Context.Client.DeletedSecrets.FindAsync(
            result.GetRequiredValue(name), result.GetScope(scope), cancellationToken)).Secret;
        return new(
            MessageText.Of(
                $"Purge the deleted secret '{secret.Name}' ({secret.Id}) of the {SecretDocument.Text(secret.Scope)} scope and all its "
                + $"values? This cannot be undone."),
            token => Context.Client.DeletedSecrets.PurgeAsync(secret.Id, purge, token),
            MessageText.Of($"Purged the secret '{secret.Name}' and all its values."));
    }
}
