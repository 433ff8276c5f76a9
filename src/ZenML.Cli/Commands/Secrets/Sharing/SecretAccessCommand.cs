using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Completion;
using ZenML.Cli.Output;
using ZenML.Core.Access;
using ZenML.Core.Stacks.Configurations;

namespace ZenML.Cli.Commands.Secrets.Sharing;

/// <summary><c>zenml secret access</c>.</summary>
internal sealed class SecretAccessCommand : DescribeCommand
{
    private readonly Argument<string> name = CommonArguments.ToRead("NAME_OR_ID");
    private readonly Option<string?> scope = CommonOptions.Scope("Look only in this scope.");

    public SecretAccessCommand(CliContext context)
        : base(context, "access", Example.Of(
            "Show who can do what with a secret, and why. Members of a group follow it. Unless you may share the secret or are an "
                + "administrator, you see only what you can do. No value is read.",
            "zenml secret access db",
            "zenml secret access db --output json"))
    {
        Define(name, scope, Output);
        name.Completes(Names.Secrets);
    }

    protected override async Task<Description> DescribeAsync(ParseResult result, CancellationToken cancellationToken)
    {
        await Context.Client.EnsureServerAsync(cancellationToken);
        var secret = await Context.FindSecretAsync(
            result.GetRequiredValue(name), result.GetScope(scope), SecretSearch.ModeFor(result.GetFormat(Output)), cancellationToken);
        var report = await Context.Client.Secrets.GetAccessAsync(secret.Id, cancellationToken);
        return new(
            () => new ConfigurationList(report.Entries.Select(entry => (ConfigurationValue)SecretAccessDocument.Of(entry))),
            writer => Write(writer, report))
        {
            Names = () => report.Entries.Select(entry => entry.Holder.Text).Distinct(StringComparer.Ordinal),
        };
    }

    private static void Write(Writer writer, SecretAccessReport report)
    {
        writer.Say(SecretDocument.Heading(report.Secret));
        writer.WriteTable(
            SecretAccessDocument.Columns,
            report.Entries.Select(
                entry => (IReadOnlyList<string>)[.. SecretAccessDocument.Columns.Select(column => column.Cell(entry))]));
        if (!report.IsComplete)
        {
            writer.Say("This is only what you can do. Who may share the secret sees everyone.");
        }
    }
}
