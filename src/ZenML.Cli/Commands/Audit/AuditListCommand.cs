using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Output;
using ZenML.Core.Auditing;
using ZenML.Core.Querying;

namespace ZenML.Cli.Commands.Audit;

/// <summary><c>zenml audit list</c>.</summary>
internal sealed class AuditListCommand : ListCommand<AuditEvent>
{
    // A filter by what a record is about may match any of the records of an operation, not only the first.
    private static readonly string[] FieldsOfOneRecord =
        ["id", "resource_id", "resource_name", "name", "owner_id", "workspace_id", "scope", "part_of", "is_part"];

    private readonly AuditFilters filters = new();

    private readonly Option<bool> expand = new("--expand")
    {
        Description = "Show every record. By default, a read of many secrets at once is one line.",
    };

    public AuditListCommand(CliContext context)
        : base(
            context,
            Example.Of(
                "List reads of values, changes and logins, newest first. Only administrators can do this.",
                "zenml audit list --since 7d",
                "zenml audit list --secret db --action read",
                "zenml audit list --by ada --outcome refused",
                "zenml audit list --sort-by=asc:created",
                "zenml audit list --resource-type=secret --action=read --output json"),
            AuditFields.All,
            newestFirst: true) => Define(filters.Secret, filters.By, filters.Workspace, expand);

    protected override async Task<PageView<AuditEvent>> ReadAsync(
        ParseResult result, ListQuery query, CancellationToken cancellationToken)
    {
        await filters.AddAsync(result, Context, query, cancellationToken);
        if (!result.GetValue(expand) && query.LogicalOperator == "and" && !query.Any(filter => FieldsOfOneRecord.Contains(filter.Key)))
        {
            query["is_part"] = "false";
        }

        return new(await Context.Client.Audit.ListPageAsync(query, cancellationToken), AuditData.Presentation);
    }
}
