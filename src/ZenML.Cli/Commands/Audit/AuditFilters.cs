using System.CommandLine;
using ZenML.Cli.Completion;
using ZenML.Core.Auditing;
using ZenML.Core.Querying;
using ZenML.Core.Querying.Lookups;

namespace ZenML.Cli.Commands.Audit;

/// <summary>The filters of the audit log that answer the usual questions: who, which secret, where.</summary>
internal sealed class AuditFilters
{
    /// <summary><c>--secret</c>.</summary>
    public Option<string?> Secret { get; } = new Option<string?>("--secret")
    {
        Description = "Show only what was done to secrets of this name.",
        HelpName = "NAME",
    }.Completes(Names.Secrets);

    /// <summary><c>--by</c>.</summary>
    public Option<string?> By { get; } = new Option<string?>("--by")
    {
        Description = "Show only what this account did.",
        HelpName = "ACCOUNT",
    }.Completes(Names.Users);

    /// <summary><c>--workspace</c>.</summary>
    public Option<string?> Workspace { get; } = new Option<string?>("--workspace")
    {
        Description = "Show only what was done in this workspace, by name or id. Records of older versions have none.",
        HelpName = "WORKSPACE",
    }.Completes(Names.Workspaces);

    /// <summary>Adds the filters to a query.</summary>
    public async Task AddAsync(ParseResult result, CliContext context, ListQuery query, CancellationToken cancellationToken)
    {
        if (result.GetValue(Secret) is { } secret)
        {
            query["resource_type"] = "startswith:secret";
            query["name"] = $"equals:{secret}";
        }

        if (result.GetValue(By) is { } account)
        {
            query["user_name"] = $"equals:{account}";
        }

        if (result.GetValue(Workspace) is { } workspace)
        {
            var found = await context.Client.Workspaces.GetAsync(workspace, LookupMode.Reading, cancellationToken);
            query["workspace_id"] = found.Id.ToString();
        }
    }

    /// <summary>Whether a record matches the filters of a query that <see cref="AddAsync"/> and <c>--since</c> made.</summary>
    public static Func<AuditEvent, bool> Match(ListQuery query)
    {
        var filters = query.ToDictionary(filter => filter.Key, filter => filter.Value, StringComparer.Ordinal);
        return audited =>
            (!filters.TryGetValue("name", out var name) || (audited.ResourceType.StartsWith("secret", StringComparison.Ordinal)
                && name == $"equals:{audited.BareName ?? audited.ResourceName}"))
            && (!filters.TryGetValue("user_name", out var user) || user == $"equals:{audited.UserName}")
            && (!filters.TryGetValue("workspace_id", out var workspace) || workspace == audited.WorkspaceId?.ToString("D"))
            && (!filters.TryGetValue("action", out var action) || action == audited.Action.Text())
            && (!filters.TryGetValue("outcome", out var outcome) || outcome == audited.Outcome.Text());
    }
}
