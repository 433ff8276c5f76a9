using ZenML.Core.Accounts.Users;

namespace ZenML.Core.Access;

/// <summary>What is composed of the members of <see cref="IAccessRepository"/>.</summary>
public static class AccessRepositoryExtensions
{
    /// <summary>Gives a new account its role in every workspace, if it gets one.</summary>
    /// <param name="access">The repository.</param>
    /// <param name="account">The account.</param>
    /// <param name="role">The role; null for none.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    public static Task AddDefaultRoleAsync(
        this IAccessRepository access, User account, Role? role, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(access);
        ArgumentNullException.ThrowIfNull(account);
        return role is { } given
            ? access.SaveAsync(
                new RoleBinding { Holder = AccessHolder.Of(account.Id), Role = given, Created = account.Created }, cancellationToken)
            : Task.CompletedTask;
    }
}
