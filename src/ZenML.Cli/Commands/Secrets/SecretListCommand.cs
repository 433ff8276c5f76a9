using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Commands.Secrets.Deleted;
using ZenML.Cli.Output;
using ZenML.Core.Querying;
using ZenML.Core.Secrets;
using ZenML.Core.Secrets.Deletion;

namespace ZenML.Cli.Commands.Secrets;

/// <summary><c>zenml secret list</c>.</summary>
internal sealed class SecretListCommand : ListCommand<ListedSecret>
{
    private readonly Option<bool> deleted = new("--deleted")
    {
        Description = "List deleted secrets instead, the last deleted first. Undelete them with 'secret undelete'.",
    };

    public SecretListCommand(CliContext context)
        : base(
            context,
            Example.Of(
                "List the secrets that you can use in the active workspace, without their values. A table is one page; JSON and YAML have "
                    + "all secrets unless you use --page or --size.",
                "zenml secret list --name=contains:mlflow --sort-by=desc:created",
                "zenml secret list --scope=user --output json",
                "zenml secret list --deleted"),
            SecretFields.All) => Define(deleted);

    protected override bool WritesAll => true;

    protected override string SinceField(ParseResult result) =>
        result.GetValue(deleted) ? DeletedSecretFields.Deleted : base.SinceField(result);

    protected override async Task<PageView<ListedSecret>> ReadAsync(
        ParseResult result, ListQuery query, CancellationToken cancellationToken) =>
        result.GetValue(deleted)
            ? new(
                (await Context.Client.DeletedSecrets.ListPageAsync(query, cancellationToken))
                    .Select(found => new ListedSecret(found.Secret, found)),
                DeletedSecretDocument.Presentation.Of((ListedSecret listed) => listed.Deleted!))
            : new(
                (await Context.Client.Secrets.ListPageAsync(query, cancellationToken)).Select(found => new ListedSecret(found, null)),
                SecretDocument.Presentation.Of((ListedSecret listed) => listed.Secret));
}
