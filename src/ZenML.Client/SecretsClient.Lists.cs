using ZenML.Core.Errors;
using ZenML.Core.Querying;
using ZenML.Core.Secrets;

namespace ZenML.Client;

/// <content>Reads many secrets at once.</content>
public partial class SecretsClient
{
    /// <summary>
    /// Returns one page of the secrets of the active workspace that match, with their values, in one transaction and one request. A page
    /// has at most <see cref="SecretLimits.MaximumSecretsPerRead"/> secrets. Over a server, a page of more than
    /// <see cref="SecretLimits.MaximumBytesPerRead"/> is read secret by secret. Each of them counts as read in the audit log of a server.
    /// </summary>
    /// <exception cref="ZenException">
    /// The query is invalid or names another workspace, there is no such page, or the store has another encryption key.
    /// </exception>
    public virtual Task<Page<Secret>> GetPageAsync(ListQuery? query = null, CancellationToken cancellationToken = default)
    {
        query ??= new ListQuery();
        if (ListQueries.NamesWorkspace(query))
        {
            throw new ZenException(
                ErrorCode.InvalidArgument, "Values are read in the active workspace only. Remove the workspace from the query.");
        }

        return Session.ReadInWorkspaceAsync(
            (reads, workspace) => reads.ListSecretsWithValuesAsync(workspace, query, cancellationToken),
            (services, workspace) =>
                services.Secrets.ListWithValuesAsync(new ListQuery(query) { Workspace = workspace }, cancellationToken),
            cancellationToken);
    }
}
