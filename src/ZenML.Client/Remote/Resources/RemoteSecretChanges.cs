using System.Security.Cryptography;
using System.Text;
using ZenML.Client.Remote.Http;
using ZenML.Core.Querying;
using ZenML.Core.Resources;
using ZenML.Core.Secrets;
using ZenML.Core.Secrets.Changes;
using ZenML.Core.Workspaces;
using ZenML.Protocol.Extensions;

namespace ZenML.Client.Remote.Resources;

/// <summary>
/// Changes of secrets on a server. Our own server answers when something changes. Other servers are asked for their list of secrets.
/// </summary>
internal sealed class RemoteSecretChanges(ServerConnection connection, ISecretMetadataService secrets) : ISecretChangesService
{
    /// <summary>How often the list of another server is read: each time, that is a request for every thousand secrets.</summary>
    public static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(15);

    public ValueTask<bool> ArePromptAsync(CancellationToken cancellationToken) =>
        connection.HasExtensionsAsync(ExtensionPaths.WithSecretChanges, cancellationToken);

    public async Task<string> GetCursorAsync(Id<Workspace> workspace, CancellationToken cancellationToken) =>
        await ArePromptAsync(cancellationToken)
            ? await AskAsync(workspace, new QueryText(), cancellationToken)
            : await HashListAsync(workspace, cancellationToken);

    public async Task<string> WaitAsync(Id<Workspace> workspace, string cursor, CancellationToken cancellationToken)
    {
        if (await ArePromptAsync(cancellationToken))
        {
            return await AskAsync(workspace, new QueryText().With(ExtensionPaths.AfterCursor, cursor), cancellationToken);
        }

        await Task.Delay(PollInterval, connection.Clock, cancellationToken);
        return await HashListAsync(workspace, cancellationToken);
    }

    private async Task<string> AskAsync(Id<Workspace> workspace, QueryText query, CancellationToken cancellationToken)
    {
        var path = ExtensionPaths.OfWorkspace(workspace.ToString()) + ExtensionPaths.SecretChanges + query;
        return (await connection.GetAsync(path, cancellationToken))["cursor"].Text;
    }

    private async Task<string> HashListAsync(Id<Workspace> workspace, CancellationToken cancellationToken)
    {
        var query = new ListQuery { Workspace = workspace, Size = QueryParser.MaximumSize };
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await foreach (var secret in ListQueries.ReadAllAsync(query, secrets.ListAsync, cancellationToken))
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{secret.Id} {secret.Version} {secret.Updated:O} {secret.Scope}\n"));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
