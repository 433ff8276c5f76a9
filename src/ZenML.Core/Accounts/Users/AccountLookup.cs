using ZenML.Core.Persistence;
using ZenML.Core.Resources;

namespace ZenML.Core.Accounts.Users;

/// <summary>Restricts which accounts a caller can name.</summary>
internal static class AccountLookup
{
    /// <summary>
    /// Throws for any name or id but the caller's own, unless the caller is an administrator. Call it before you look
    /// for the account, so that the error does not reveal whether it exists.
    /// </summary>
    /// <param name="unit">The transaction.</param>
    /// <param name="caller">The caller.</param>
    /// <param name="nameOrId">The name or id.</param>
    /// <param name="action">The action, as a verb phrase.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    public static async Task EnsureMayNameAsync(
        IUnitOfWork unit, Caller caller, string nameOrId, string action, CancellationToken cancellationToken)
    {
        if (!Permission.CanSeeAllUsers(caller) && !IsOwn(await unit.Users.FindByIdAsync(caller.UserId.Value, cancellationToken), nameOrId))
        {
            Permission.RequireAdmin(caller, action);
        }
    }

    /// <remarks>A user account can have the same name as a service account.</remarks>
    private static bool IsOwn(User? own, string nameOrId) =>
        own is not null && ((Id<User>.TryParse(nameOrId, out var id) && id == own.Id) || (!own.IsServiceAccount && own.Name == nameOrId));
}
