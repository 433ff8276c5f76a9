using ZenML.Core.Errors;
using ZenML.Core.Persistence;
using ZenML.Core.Text;

namespace ZenML.Core.Accounts.Users;

/// <summary>The rules for the deletion of accounts.</summary>
internal static class AccountDeletion
{
    // What has a command that deletes it. Nobody deletes the records of runs, which say who ran what.
    private static readonly string[] Deletable = ["secret", "component", "stack", "flavor"];

    /// <summary>Throws if an account owns any resources, because they would have no owner.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotAllowed"/>, with the numbers but no names.</exception>
    public static async Task EnsureOwnsNothingAsync(IUnitOfWork unit, User account, string kind, CancellationToken cancellationToken)
    {
        if (await unit.Users.CountOwnedAsync(account.Id, cancellationToken) is not { Count: > 0 } owned)
        {
            return;
        }

        var things = Sentence.Join([.. owned.Select(count => Number.Of(count.Number, count.Noun))]);
        var canDelete = owned.All(count => Deletable.Contains(count.Noun));
        var advice = !canDelete ? "Deactivate it instead"
            : owned.Sum(count => count.Number) == 1 ? "Delete it first, or deactivate the account"
            : "Delete them first, or deactivate the account";
        throw new ZenException(ErrorCode.NotAllowed,
            $"The {kind} '{account.Name}' owns {things} and cannot be deleted. {advice}: "
                + $"zenml {(account.IsServiceAccount ? "service-account" : "user")} update {ShellWord.Quote(account.Name)} --active false");
    }
}
