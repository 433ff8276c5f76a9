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
        "List reads of values, changes and logins, newest first. Only administrators can do this.",
        "zenml audit list --since 7d",
        "zenml audit list --sort-by=asc:created",
        "zenml audit list --resource-type=secret --action=read --output json"),
    AuditFields.All,
    newestFirst: true)
{
    protected override async Task<PageView<AuditEvent>> ReadAsync(
        ParseResult result, ListQuery query, CancellationToken cancellationToken) =>
        new(await Context.Client.Audit.ListPageAsync(query, cancellationToken), AuditData.Presentation);
}
