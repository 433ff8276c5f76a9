using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Output;
using ZenML.Core.Stacks.Configurations;
using ZenML.Core.Text;

namespace ZenML.Cli.Commands.Store;

/// <summary><c>zenml store check</c>.</summary>
internal sealed class StoreCheckCommand : BaseCommand
{
    private readonly Option<string> output = CommonOptions.Output();

    public StoreCheckCommand(CliContext context)
        : base(context, "check", Example.Of(
            "Check the local store: the database file, its indexes and totals, the encryption key, and every secret "
                + "and its values. Nothing is changed. The exit code is 1 if there is a problem. The audit log has a check of its own: "
                + "'zenml audit verify'.",
            "zenml store check",
            "zenml store check --output json"))
    {
        Define(output);
    }

    protected override async Task<int> ExecuteAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var report = await Context.Progress.ShowAsync("Checking the store", () => Context.Client.CheckStoreAsync(cancellationToken));
        var format = result.GetFormat(output);
        if (format is OutputFormat.Table or OutputFormat.Name)
        {
            foreach (var problem in report.Problems)
            {
                Context.Writer.WriteLine(Printable.Line(problem));
            }
        }
        else
        {
            Context.Writer.WriteDocument(
                new ConfigurationMap
                {
                    ["secrets"] = report.Secrets,
                    ["untagged_secrets"] = report.UntaggedSecrets,
                    ["components"] = report.Components,
                    ["problems"] = new ConfigurationList(report.Problems.Select(problem => (ConfigurationValue)problem)),
                },
                format);
        }

        var checkedRows = $"Checked {Number.Of(report.Secrets, "secret")} and {Number.Of(report.Components, "component")}.";
        if (report.UntaggedSecrets > 0)
        {
            Context.Writer.Say(
                $"Secrets from an older version that have no row tag yet: {report.UntaggedSecrets}. "
                + $"The next change to a secret's values adds its tag.");
        }

        if (report.Problems.Count > 0)
        {
            Context.Writer.Error($"The store is damaged. {checkedRows} Restore the store from a backup. Nothing was changed.");
            return ExitCodes.Failure;
        }

        Context.Writer.Say($"The store is intact. {checkedRows}");
        return ExitCodes.Success;
    }
}
