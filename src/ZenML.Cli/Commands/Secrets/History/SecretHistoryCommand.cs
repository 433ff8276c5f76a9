using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Completion;
using ZenML.Cli.Output;
using ZenML.Core.Stacks.Configurations;

namespace ZenML.Cli.Commands.Secrets.History;

/// <summary><c>zenml secret history</c>.</summary>
internal sealed class SecretHistoryCommand : DescribeCommand
{
    private readonly Argument<string> name = CommonArguments.ToRead("NAME_OR_ID");
    private readonly Option<string?> scope = CommonOptions.Scope("Look only in this scope.");

    public SecretHistoryCommand(CliContext context)
        : base(context, "history", Example.Of(
            "List the versions of a secret, newest first: who changed which keys when. Values are not shown.",
            "zenml secret history mlflow_secret",
            "zenml secret history mlflow_secret --output json"))
    {
        Define(name, scope, Output);
        name.Completes(Names.Secrets);
    }

    protected override async Task<Description> DescribeAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var secret = await Context.FindSecretAsync(
            result.GetRequiredValue(name), result.GetScope(scope), SecretSearch.ModeFor(result.GetFormat(Output)), cancellationToken);
        var entries = await Context.Client.Secrets.History.ListAsync(secret.Id, cancellationToken).ToListAsync(cancellationToken);
        return new(
            () => new ConfigurationList(entries.Select(entry => (ConfigurationValue)SecretVersionDocument.Of(entry))),
            writer =>
            {
                writer.Say(SecretDocument.Heading(secret));
                writer.WriteTable(
                    SecretVersionDocument.Columns,
                    entries.Select(
                        entry => (IReadOnlyList<string>)[.. SecretVersionDocument.Columns.Select(column => column.Cell(entry))]));
            });
    }
}
