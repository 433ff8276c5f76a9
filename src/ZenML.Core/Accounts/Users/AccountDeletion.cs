using ZenML.Core.Errors;
using ZenML.Core.Persistence;
using ZenML.Core.Resources;
using ZenML.Core.Text;

namespace ZenML.Core.Accounts.Users;

/// <summary>When an account may be deleted.</summary>
internal static class AccountDeletion
{
    /// <summary>Refuses to delete an account that owns anything: what it owns would have no owner.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotAllowed"/>, with the numbers and without any name.</exception>
    public static async Task EnsureOwnsNothingAsync(IUnitOfWork unit, User account, string kind, CancellationToken cancellationToken)
    {
        if (await unit.Users.CountOwnedAsync(account.Id, cancellationToken) is { Count: > 0 } owned)
        {
            var things = Sentence.Join([.. owned.Select(kept => Number.Of(kept.Number, kept.Noun))]);
            var first = owned.Sum(kept => kept.Number) == 1 ? "it" : "them";
            throw new ZenException(ErrorCode.NotAllowed,
                $"The {kind} '{account.Name}' owns {things} and cannot be deleted. Delete {first} first, or deactivate the account.");
        }
    }
}
