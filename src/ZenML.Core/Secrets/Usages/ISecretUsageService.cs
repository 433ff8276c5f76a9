using ZenML.Core.Errors;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Resources;
using ZenML.Core.Secrets.References;
using ZenML.Core.Workspaces;

namespace ZenML.Core.Secrets.Usages;

/// <summary>
/// Finds what refers to secrets: components, and settings of recorded runs. Reads no value. Secrets of other users' scope do
/// not exist here.
/// </summary>
public interface ISecretUsageService
{
    /// <summary>Returns what refers to one secret, in the workspace of that secret.</summary>
    /// <param name="workspace">Where names and prefixes are looked up; see <see cref="ISecretMetadataService.FindAsync"/>.</param>
    /// <param name="text">An id, a name or a prefix of either.</param>
    /// <param name="scope">If given, only that scope counts.</param>
    /// <param name="mode">How much of a name or id is enough.</param>
    /// <param name="cancellationToken">Cancels the search.</param>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotFound"/>, <see cref="ErrorCode.Ambiguous"/>.</exception>
    Task<SecretUsages> FindAsync(
        Id<Workspace> workspace, string text, SecretScope? scope, LookupMode mode, CancellationToken cancellationToken);

    /// <summary>Returns the secrets of a workspace that something refers to, in the order of their names.</summary>
    Task<IReadOnlyList<SecretUsages>> ListAsync(Id<Workspace> workspace, CancellationToken cancellationToken);

    /// <summary>Checks references, and finds what was probably meant by those whose secret or key does not exist.</summary>
    /// <returns>One entry for each distinct reference without a secret or key, in the order of the first mention.</returns>
    Task<IReadOnlyList<ReferenceSuggestion>> SuggestAsync(
        Id<Workspace> workspace, IReadOnlyCollection<SecretReference> references, SecretValidationLevel level,
        CancellationToken cancellationToken);
}
