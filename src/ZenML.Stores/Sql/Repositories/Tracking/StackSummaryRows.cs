using ZenML.Core.Accounts.Users;
using ZenML.Core.Runs.Deployments;
using ZenML.Core.Stacks;

namespace ZenML.Stores.Sql.Repositories.Tracking;

/// <summary>Reads stacks as part of other rows.</summary>
internal static class StackSummaryRows
{
    public const int Count = 6;

    public const string Columns = "k.id, k.name, k.user_id, ku.name, k.created, k.updated";

    public const string Joins = "LEFT JOIN users ku ON ku.id = k.user_id";

    public static StackSummary Map(RowCursor row) => new(
        row.Id<Stack>(), row.Text(), row.Optional(2, user => user.ResourceReference<User>()), row.Time(), row.Time());
}
