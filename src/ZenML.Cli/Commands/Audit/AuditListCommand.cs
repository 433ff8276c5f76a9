using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Output;
using ZenML.Core.Auditing;
using ZenML.Core.Querying;

namespace ZenML.Cli.Commands.Audit;

/// <summary><c>zenml audit list</c>.</summary>
internal sealed class AuditListCommand(CliContext context) : ListCommand<AuditEvent>(
    context,
    Example.Of(
        "Show the audit log, newest first: every read of a value, every change and every login. For administrators.",
        "zenml audit list",
        "zenml audit list --sort_by=asc:created",
        "zenml audit list --resource_type=secret --action=read --output json"),
    AuditFields.All,
    newestFirst: true)
{
    protected override async Task<PageView<AuditEvent>> ReadAsync(
        ParseResult result, ListQuery query, CancellationToken cancellationToken) =>
        new(await Context.Client.Audit.ListPageAsync(query, cancellationToken), AuditData.Presentation);
}
