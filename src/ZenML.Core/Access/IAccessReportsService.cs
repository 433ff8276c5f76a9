using ZenML.Core.Errors;
using ZenML.Core.Resources;
using ZenML.Core.Secrets;

namespace ZenML.Core.Access;

/// <summary>Says who can do what, and why. Reads no value.</summary>
public interface IAccessReportsService
{
    /// <summary>
    /// Returns who can do what with a secret. Who may not administer it and is no administrator sees only what they can do themselves.
    /// </summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotFound"/>.</exception>
    Task<SecretAccessReport> OfSecretAsync(Id<Secret> id, CancellationToken cancellationToken);

    /// <summary>Returns all roles, groups and grants of the caller, or, for administrators, of any account or group.</summary>
    /// <param name="holder">
    /// The account or group, by id or exact name: <c>ada</c>, <c>service-account:ci</c> or <c>group:ops</c>; null for the caller.
    /// </param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.NotFound"/>, <see cref="ErrorCode.Ambiguous"/>, <see cref="ErrorCode.NotAllowed"/>.
    /// </exception>
    Task<HolderAccess> OfHolderAsync(string? holder, CancellationToken cancellationToken);
}
