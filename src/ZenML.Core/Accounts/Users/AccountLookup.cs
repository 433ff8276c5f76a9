using ZenML.Core.Persistence;
using ZenML.Core.Resources;

namespace ZenML.Core.Accounts.Users;

/// <summary>Which accounts a caller may name.</summary>
internal static class AccountLookup
{
    /// <summary>
    /// Refuses any name or id but the caller's own to those who are no administrators, before anybody looks whether there is such
    /// an account: the refusal must not tell.
    /// </summary>
    /// <param name="unit">The transaction.</param>
    /// <param name="caller">Who calls.</param>
    /// <param name="nameOrId">What they named.</param>
    /// <param name="action">What they want to do, as an infinitive.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public static async Task EnsureMayNameAsync(
        IUnitOfWork unit, Caller caller, string nameOrId, string action, CancellationToken cancellationToken)
    {
        if (!Permission.CanSeeAllUsers(caller) && !IsOwn(await unit.Users.FindByIdAsync(caller.UserId.Value, cancellationToken), nameOrId))
        {
            Permission.RequireAdmin(caller, action);
        }
    }

    /// <remarks>A person's account may have the name of a service account, and is not found by it.</remarks>
    private static bool IsOwn(User? own, string nameOrId) =>
        own is not null && ((Id<User>.TryParse(nameOrId, out var id) && id == own.Id) || (!own.IsServiceAccount && own.Name == nameOrId));
}
