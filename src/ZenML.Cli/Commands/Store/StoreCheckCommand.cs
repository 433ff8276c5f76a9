using System.CommandLine;
using System.Globalization;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Output;
using ZenML.Core.Stacks.Configurations;

namespace ZenML.Cli.Commands.Store;

/// <summary><c>zenml store check</c>.</summary>
internal sealed class StoreCheckCommand : BaseCommand
{
    private readonly Option<string> output = CommonOptions.Output();

    public StoreCheckCommand(CliContext context)
        : base(context, "check", Example.Of(
            "Check the local store: its file, indexes, key, every secret with its values, and totals. Changes nothing. "
                + "Exits with 1 if anything is wrong.",
            "zenml store check",
            "zenml store check --output json"))
    {
        Define(output);
    }

    protected override async Task<int> ExecuteAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var report = await Context.Client.CheckStoreAsync(cancellationToken);
        var format = result.GetFormat(output);
        if (format == OutputFormat.Table)
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

        var checkedRows = string.Create(
            CultureInfo.InvariantCulture, $"Checked {report.Secrets} secrets and {report.Components} components.");
        if (report.UntaggedSecrets > 0)
        {
            Context.Writer.Say(string.Create(CultureInfo.InvariantCulture,
                $"{report.UntaggedSecrets} secrets were written by an older version and have no row tag yet. "
                + $"The next change of a secret's values adds them."));
        }

        if (report.Problems.Count > 0)
        {
            Context.Writer.Error($"The store is damaged. {checkedRows} Restore the store from a backup. Nothing was changed.");
            return ExitCodes.Failure;
        }

        Context.Writer.Say($"The store is sound. {checkedRows}");
        return ExitCodes.Success;
    }
}
