using ZenML.Core.Errors;
using ZenML.Core.Querying;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Resources;
using ZenML.Core.Secrets.References;
using ZenML.Core.Workspaces;

namespace ZenML.Core.Secrets;

/// <summary>
/// What one caller can learn about secrets without their values. No member returns or takes a value, so nothing that
/// masks or records values has to know this interface. Secrets of other users' scope do not exist here.
/// </summary>
public interface ISecretMetadataService
{
    /// <summary>
    /// The secret that <paramref name="text"/> names, without its values: see <see cref="Lookup"/>. An exact name is
    /// looked for in the caller's user scope first, then in the workspace scope.
    /// </summary>
    /// <param name="workspace">Where names and prefixes are looked up. A full id is found in any workspace.</param>
    /// <param name="text">An id, a name or a prefix of either.</param>
    /// <param name="scope">If given, only that scope counts.</param>
    /// <param name="mode">How much of a name or id is enough.</param>
    /// <param name="cancellationToken">Cancels the search.</param>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotFound"/>, <see cref="ErrorCode.Ambiguous"/>.</exception>
    Task<SecretInfo> FindAsync(
        Id<Workspace> workspace, string text, SecretScope? scope, LookupMode mode, CancellationToken cancellationToken);

    /// <summary>One page of the secrets that fit, without values.</summary>
    Task<Page<SecretInfo>> ListAsync(ListQuery query, CancellationToken cancellationToken);

    /// <summary>Says of many references at once whether they would resolve. Reads no value.</summary>
    /// <returns>One answer for each distinct reference, in the order of the first mention.</returns>
    Task<IReadOnlyList<ReferenceCheck>> CheckAsync(
        Id<Workspace> workspace, IReadOnlyCollection<SecretReference> references, SecretValidationLevel level,
        CancellationToken cancellationToken);
}
