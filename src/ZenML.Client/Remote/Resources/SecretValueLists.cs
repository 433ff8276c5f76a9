using ZenML.Client.Remote.Http;
using ZenML.Client.Remote.Lists;
using ZenML.Client.Remote.Wire;
using ZenML.Core.Errors;
using ZenML.Core.Querying;
using ZenML.Core.Resources;
using ZenML.Core.Secrets;
using ZenML.Core.Workspaces;
using ZenML.Protocol.Extensions;

namespace ZenML.Client.Remote.Resources;

/// <summary>Lists secrets with their values: in one request if the server can, else one by one.</summary>
internal static class SecretValueLists
{
    /// <summary>Reads a page through the extension. The caller checks that its secrets are those that it asked for.</summary>
    /// <param name="connection">The connection to the server.</param>
    /// <param name="workspace">The path of the workspace.</param>
    /// <param name="query">The query, without the workspace.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>The page; null if its values are too large for one response.</returns>
    public static async Task<Page<Secret>?> TryReadAsync(
        ServerConnection connection, string workspace, ResourceQuery query, CancellationToken cancellationToken)
    {
        SecretLimits.CheckReads(query.Size);
        var list = new RemoteList(connection, workspace + ExtensionPaths.SecretValues);
        try
        {
            return (await list.ReadPageAsync(WireQuery.Write(query), query.Page, query.Size, cancellationToken))
                .Select(WireReading.ReadSecret);
        }
        catch (ZenException exception) when (exception.Code == ErrorCode.TooLarge)
        {
            return null;
        }
    }

    /// <summary>Reads a page of a workspace that was looked up before.</summary>
    /// <returns>The page; null if its values are too large for one response.</returns>
    public static async Task<Page<Secret>?> TryReadInAsync(
        ServerConnection connection, Id<Workspace> workspace, ListQuery query, SecretVisibility visible,
        CancellationToken cancellationToken)
    {
        var parsed = QueryParser.Parse(query, SecretFields.All) with { Workspace = null };
        return (await TryReadAsync(connection, ExtensionPaths.OfWorkspace(workspace.ToString()), parsed, cancellationToken))
            ?.EnsureAll(secret => secret.Info.Workspace.Id == workspace && visible.Sees(secret.Info));
    }

    /// <summary>Lists the secrets, then reads each of them.</summary>
    public static async Task<Page<Secret>> ReadEachAsync(RemoteSecrets secrets, ListQuery query, CancellationToken cancellationToken)
    {
        SecretLimits.CheckReads(query.Size);
        var page = await secrets.ListAsync(query, cancellationToken);
        var read = new List<Secret>();
        foreach (var found in page.Items)
        {
            read.Add(await secrets.GetAsync(found, cancellationToken));
        }

        return new Page<Secret>(read, page.Index, page.Size, page.Total);
    }
}
