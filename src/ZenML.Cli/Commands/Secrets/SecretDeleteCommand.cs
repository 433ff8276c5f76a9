using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Completion;
using ZenML.Core.Errors;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Secrets;
using ZenML.Core.Text;

namespace ZenML.Cli.Commands.Secrets;

/// <summary><c>zenml secret delete</c>.</summary>
internal sealed class SecretDeleteCommand : DeleteCommand
{
    private readonly Argument<string[]> names = CommonArguments.ManyToChange("NAME_OR_ID");

    public SecretDeleteCommand(CliContext context)
        : base(context, "delete", Example.Of(
            "Delete secrets. You can take that back for 30 days with 'secret undelete', unless your server is set to another time. A "
                + "server of ZenML deletes for good. If one of them does not exist, none is deleted.",
            "zenml secret delete mlflow_secret --yes",
            "zenml secret delete mlflow_old mlflow_older"))
    {
        Define(names, Yes);
        names.Completes(Names.Secrets);
    }

    protected override async Task<Deletion> PrepareAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var secrets = new List<SecretInfo>();
        foreach (var name in result.GetRequiredValue(names))
        {
            var secret = await Context.FindSecretAsync(name, null, LookupMode.Changing, cancellationToken);
            if (secrets.All(other => other.Id != secret.Id))
            {
                secrets.Add(secret);
            }
        }

        var delete = await new SecretChanges(Context, result.GetValue(Yes)).PrepareDeletionAsync(secrets, cancellationToken);
        var retention = await Context.Client.DeletedSecrets.FindRetentionAsync(cancellationToken);
        return secrets is [var only]
            ? new(
                MessageText.Of($"Delete {Describe(only):raw} and all its values?"),
                token => delete(only, token),
                $"{Done(only)}{Hint(retention, "it", ShellWord.Quote(only.ReferenceName))}")
            : new(
                string.Join(Environment.NewLine,
                [
                    MessageText.Of($"Delete these {secrets.Count} secrets and all their values?"),
                    .. secrets.Select(secret => $"  {Describe(secret)}"),
                    "Delete them?",
                ]),
                token => DeleteAsync(secrets, delete, token),
                $"{MessageText.Of($"Deleted {secrets.Count} secrets.")}{Hint(retention, "one", "NAME")}");
    }

    private async Task DeleteAsync(
        List<SecretInfo> secrets, Func<SecretInfo, CancellationToken, Task> delete, CancellationToken cancellationToken)
    {
        foreach (var secret in secrets)
        {
            // Said one by one, so that it is clear what is deleted if one of them fails.
            await delete(secret, cancellationToken);
            Context.Writer.Say(Done(secret));
        }
    }

    /// <remarks>A server of ZenML deletes for good, so there is nothing to say.</remarks>
    private static string Hint(TimeSpan? retention, string what, string name) => retention is { } kept
        ? MessageText.Of($" To undelete {what} within {Number.Of((long)kept.TotalDays, "day"):raw}: zenml secret undelete {name:raw}")
        : "";

    private static string Describe(SecretInfo secret) =>
        MessageText.Of($"the secret '{secret.Name}' ({secret.Id}) in the {SecretDocument.Text(secret.Scope)} scope");

    private static string Done(SecretInfo secret) =>
        MessageText.Of($"Deleted the secret '{secret.Name}' from the {SecretDocument.Text(secret.Scope)} scope.");
}
