using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Output;
using ZenML.Core.Auditing;

namespace ZenML.Cli.Commands.Audit;

/// <summary><c>zenml audit list</c>.</summary>
internal sealed class AuditListCommand : Command
{
    public AuditListCommand(CliContext context)
        : base("list", Example.Of(
            "List who did what, the newest first: every read of a value, every change and every login. For administrators.",
            "zenml audit list",
            "zenml audit list --sort_by=asc:created",
            "zenml audit list --resource_type=secret --action=read --output json"))
    {
        var options = new ListOptions(this, AuditFields.All, newestFirst: true);
        var output = CommonOptions.Output();
        Options.Add(output);
        SetAction(async (result, cancellationToken) =>
        {
            var page = await context.Client.Audit.ListPageAsync(options.Read(result), cancellationToken);
            Listing.Write(context.Writer, result.GetFormat(output), page, "events", AuditData.Of, AuditData.Columns, AuditData.Row);
            return ExitCodes.Success;
        });
    }
}
