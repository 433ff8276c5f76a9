using ZenML.Core.Accounts.Users;
using ZenML.Core.Resources;

namespace ZenML.Core.Access;

/// <summary>Who has a role or a grant: an account or a group.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Id">The id of the account or the group.</param>
public readonly record struct AccessHolder(AccessHolderKind Kind, Guid Id)
{
    /// <summary>An account as a holder.</summary>
    public static AccessHolder Of(Id<User> account) => new(AccessHolderKind.Account, account.Value);

    /// <summary>A group as a holder.</summary>
    public static AccessHolder Of(Id<Group> group) => new(AccessHolderKind.Group, group.Value);
}
