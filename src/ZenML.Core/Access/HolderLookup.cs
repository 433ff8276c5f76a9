using ZenML.Core.Accounts.Users;
using ZenML.Core.Errors;
using ZenML.Core.Persistence;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Resources;

namespace ZenML.Core.Access;

/// <summary>
/// Finds the account or group that a text names. Call it only after the caller was allowed to share something: its errors say whether
/// an account exists.
/// </summary>
internal static class HolderLookup
{
    /// <summary>
    /// Finds an account or group by its id or exact name: <c>ada</c>, <c>user:ada</c>, <c>service-account:ci</c> or <c>group:ops</c>. A
    /// name without a kind is a user or a service account.
    /// </summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotFound"/>, <see cref="ErrorCode.Ambiguous"/>.</exception>
    public static async Task<NamedHolder> FindAsync(IUnitOfWork unit, string text, CancellationToken cancellationToken) =>
        After(text, NamedHolder.GroupPrefix) is { } group
            ? NamedHolder.Of(await Lookup.FindAsync(unit.Access.Groups, "group", group, LookupMode.Exact, cancellationToken))
            : NamedHolder.Of(await FindAccountAsync(unit, text, cancellationToken));

    /// <summary>Finds an account as <see cref="FindAsync"/> does. A group is not found.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotFound"/>, <see cref="ErrorCode.Ambiguous"/>.</exception>
    public static async Task<User> FindAccountAsync(IUnitOfWork unit, string text, CancellationToken cancellationToken)
    {
        if (After(text, NamedHolder.UserPrefix) is { } user)
        {
            return await Lookup.FindAsync(unit.Users, "user", user, LookupMode.Exact, cancellationToken);
        }

        if (After(text, NamedHolder.ServiceAccountPrefix) is { } program)
        {
            return await Lookup.FindAsync(unit.Users.ServiceAccounts, "service account", program, LookupMode.Exact, cancellationToken);
        }

        if (Id<User>.TryParse(text, out var id) && await unit.Users.FindByIdAsync(id.Value, cancellationToken) is { } byId)
        {
            return byId;
        }

        var users = await unit.Users.FindByNameAsync(text, cancellationToken);
        var programs = await unit.Users.ServiceAccounts.FindByNameAsync(text, cancellationToken);
        return (users, programs) switch
        {
            ([var only], []) => only,
            ([], [var only]) => only,
            ([], []) => throw new ZenException(ErrorCode.NotFound,
                $"There is no account '{text}'. Name a user as 'ada', a service account as 'service-account:ci', a group as 'group:ops'."),
            _ => throw new ZenException(ErrorCode.Ambiguous,
                $"A user and a service account are both named '{text}'. Write 'user:{text}' or 'service-account:{text}'."),
        };
    }

    private static string? After(string text, string prefix) =>
        text.StartsWith(prefix, StringComparison.Ordinal) ? text[prefix.Length..] : null;
}
