using ZenML.Core.Errors;
using ZenML.Core.Resources;
using ZenML.Core.Workspaces;

namespace ZenML.Core.Secrets.Import;

/// <summary>Creates and changes many secrets at once, for one caller.</summary>
public interface ISecretImportService
{
    /// <summary>
    /// Imports secrets in one transaction: all of them or none. A secret whose values would not change is not written. Over a server
    /// without such a request they are changed one by one: see <see cref="SecretImportReport.IsOneTransaction"/>.
    /// </summary>
    /// <param name="workspace">The workspace.</param>
    /// <param name="secrets">The secrets, each once.</param>
    /// <param name="dryRun">Whether to change nothing and say what would happen.</param>
    /// <param name="cancellationToken">Cancels the import.</param>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.InvalidArgument"/>, <see cref="ErrorCode.TooLarge"/>, <see cref="ErrorCode.NotFound"/> (workspace),
    /// <see cref="ErrorCode.ValuesMissing"/>, <see cref="ErrorCode.AlreadyExists"/> (another client has just created one of them).
    /// </exception>
    Task<SecretImportReport> ImportAsync(
        Id<Workspace> workspace, IReadOnlyList<SecretImport> secrets, bool dryRun, CancellationToken cancellationToken);
}
