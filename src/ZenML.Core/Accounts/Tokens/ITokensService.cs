using ZenML.Core.Errors;
using ZenML.Core.Querying;
using ZenML.Core.Resources;

namespace ZenML.Core.Accounts.Tokens;

/// <summary>
/// Operations on the access tokens of logins and those that were issued for programs. Sessions of API keys and tokens issued for programs
/// cannot use them.
/// </summary>
public interface ITokensService
{
    /// <summary>Returns one page of the matching valid tokens.</summary>
    /// <param name="query">The query.</param>
    /// <param name="ofEveryone">Whether to return the tokens of all accounts, for administrators, and not only those of the caller.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotAllowed"/>, <see cref="ErrorCode.InvalidArgument"/>.</exception>
    Task<Page<IssuedToken>> ListAsync(ListQuery query, bool ofEveryone, CancellationToken cancellationToken);

    /// <summary>
    /// Revokes a token of the caller or, for administrators, of anyone, at once and on every replica. The token of a login ends with all
    /// tokens that were issued from it, the token of a device with the device.
    /// </summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotFound"/>, <see cref="ErrorCode.NotAllowed"/>.</exception>
    Task RevokeAsync(Id<IssuedToken> id, CancellationToken cancellationToken);
}
