using ZenML.Core.Stacks;
using ZenML.Core.Tracking;
using ZenML.Core.Users;

namespace ZenML.Stores.Sql.Repositories.Tracking;

/// <summary>How stacks are read as part of other rows.</summary>
internal static class TrackedStackRows
{
    public const int Count = 5;

    public const string Columns = "k.id, k.name, k.user_id, k.created, k.updated";

    public static TrackedStack Map(RowCursor row) => new(row.Id<Stack>(), row.Text(), row.IdOrNull<User>(), row.Time(), row.Time());
}
