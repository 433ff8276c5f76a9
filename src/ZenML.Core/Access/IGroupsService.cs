using ZenML.Core.Errors;
using ZenML.Core.Querying;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Resources;

namespace ZenML.Core.Access;

/// <summary>
/// Manages groups of accounts. Requires an administrator; others see their own groups in <see cref="IAccessReportsService"/>.
/// </summary>
public interface IGroupsService
{
    /// <summary>Creates a group without members.</summary>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.AlreadyExists"/>, <see cref="ErrorCode.NotAllowed"/>, <see cref="ErrorCode.InvalidArgument"/>.
    /// </exception>
    Task<Group> CreateAsync(string name, string description, CancellationToken cancellationToken);

    /// <summary>Finds a group by name, id or prefix, as <see cref="Lookup"/> describes.</summary>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.NotFound"/>, <see cref="ErrorCode.Ambiguous"/>, <see cref="ErrorCode.NotAllowed"/>.
    /// </exception>
    Task<Group> FindAsync(string text, LookupMode mode, CancellationToken cancellationToken);

    /// <summary>Returns one page of the matching groups.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.InvalidArgument"/>, <see cref="ErrorCode.NotAllowed"/>.</exception>
    Task<Page<Group>> ListAsync(ListQuery query, CancellationToken cancellationToken);

    /// <summary>Returns the accounts in a group, by name.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotFound"/>, <see cref="ErrorCode.NotAllowed"/>.</exception>
    Task<IReadOnlyList<NamedHolder>> ListMembersAsync(Id<Group> group, CancellationToken cancellationToken);

    /// <summary>Changes a group.</summary>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.NotFound"/>, <see cref="ErrorCode.AlreadyExists"/>, <see cref="ErrorCode.NotAllowed"/>,
    /// <see cref="ErrorCode.InvalidArgument"/>.
    /// </exception>
    Task<Group> UpdateAsync(Id<Group> group, GroupUpdate update, CancellationToken cancellationToken);

    /// <summary>Deletes a group. Its members keep their accounts and lose what the group could do.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotFound"/>, <see cref="ErrorCode.NotAllowed"/>.</exception>
    Task DeleteAsync(Id<Group> group, CancellationToken cancellationToken);

    /// <summary>Adds an account to a group.</summary>
    /// <param name="group">The group.</param>
    /// <param name="account">The account, by id or exact name: <c>ada</c> or <c>service-account:ci</c>.</param>
    /// <param name="cancellationToken">Cancels the change before it is committed.</param>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.NotFound"/>, <see cref="ErrorCode.Ambiguous"/>, <see cref="ErrorCode.NotAllowed"/>.
    /// </exception>
    Task<GroupMembership> AddMemberAsync(Id<Group> group, string account, CancellationToken cancellationToken);

    /// <summary>Removes an account from a group.</summary>
    /// <param name="group">The group.</param>
    /// <param name="account">The account, by id or exact name: <c>ada</c> or <c>service-account:ci</c>.</param>
    /// <param name="cancellationToken">Cancels the change before it is committed.</param>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.NotFound"/>, <see cref="ErrorCode.Ambiguous"/>, <see cref="ErrorCode.NotAllowed"/>.
    /// </exception>
    Task<GroupMembership> RemoveMemberAsync(Id<Group> group, string account, CancellationToken cancellationToken);
}
