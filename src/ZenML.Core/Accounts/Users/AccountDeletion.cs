using ZenML.Core.Errors;
using ZenML.Core.Persistence;
using ZenML.Core.Text;

namespace ZenML.Core.Accounts.Users;

/// <summary>The rules for the deletion of accounts.</summary>
internal static class AccountDeletion
{
    /// <summary>Throws if an account owns any resources, because they would have no owner.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotAllowed"/>, with the numbers but no names.</exception>
    public static async Task EnsureOwnsNothingAsync(IUnitOfWork unit, User account, string kind, CancellationToken cancellationToken)
    {
        if (await unit.Users.CountOwnedAsync(account.Id, cancellationToken) is { Count: > 0 } owned)
        {
            var things = Sentence.Join([.. owned.Select(count => Number.Of(count.Number, count.Noun))]);
            var first = owned.Sum(count => count.Number) == 1 ? "it" : "them";
            throw new ZenException(ErrorCode.NotAllowed,
                $"The {kind} '{account.Name}' owns {things} and cannot be deleted. Delete {first} first, or deactivate the account.");
        }
    }
}
