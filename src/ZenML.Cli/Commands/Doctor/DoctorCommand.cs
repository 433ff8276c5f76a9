using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Output;
using ZenML.Core.Stacks.Configurations;
using ZenML.Core.Text;

namespace ZenML.Cli.Commands.Doctor;

/// <summary><c>zenml doctor</c>.</summary>
internal sealed class DoctorCommand : BaseCommand
{
    private readonly Option<string> output = CommonOptions.Output();

    public DoctorCommand(CliContext context)
        : base(context, "doctor", Example.Of(
            "Check the configuration folder, the permissions of its files, the local store, its key, the disk, the clock, the "
                + "variables and the server in use, and say what to do. Nothing is created, upgraded or repaired. The exit code is 1 if "
                + "something is wrong; a warning does not change it. '--output name' lists the checks that found a problem.",
            "zenml doctor",
            "zenml doctor --output json"))
    {
        Define(output);
    }

    /// <summary>They are among the checks.</summary>
    protected override bool WarnsOfVariables => false;

    protected override async Task<int> ExecuteAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var checks = await DoctorReport.RunAsync(Context, cancellationToken);
        Write(checks, result.GetFormat(output));
        var (errors, warnings) = (Count(checks, DoctorStatus.Error), Count(checks, DoctorStatus.Warning));
        if (errors > 0)
        {
            Context.Writer.Error($"{Number.Of(errors, "problem")} found. Nothing was changed.");
            return ExitCodes.Failure;
        }

        Context.Writer.Say(warnings > 0 ? $"No problems found, {Number.Of(warnings, "warning")}." : "No problems found.");
        return ExitCodes.Success;
    }

    private static int Count(List<DoctorCheck> checks, DoctorStatus status) => checks.Count(check => check.Status == status);

    private void Write(List<DoctorCheck> checks, OutputFormat format)
    {
        if (format == OutputFormat.Name)
        {
            Context.Writer.WriteNames(checks.Where(check => check.Status == DoctorStatus.Error).Select(check => check.Name).Distinct());
            return;
        }

        if (format == OutputFormat.Table)
        {
            Context.Writer.WriteTable(
                [new("STATUS"), new("CHECK"), new("MESSAGE")],
                checks.Select(check => new[] { check.Word, check.Name, check.Message.ReplaceLineEndings(" ") }));
            return;
        }

        Context.Writer.WriteDocument(
            new ConfigurationList(checks.Select(check => (ConfigurationValue)new ConfigurationMap
            {
                ["check"] = check.Name, ["status"] = check.Word, ["message"] = check.Message,
            })),
            format);
    }
}
