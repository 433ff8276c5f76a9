using ZenML.Client.Remote.Http;
using ZenML.Client.Remote.Lists;
using ZenML.Client.Remote.Wire;
using ZenML.Core.Querying;
using ZenML.Core.Resources;
using ZenML.Core.Workspaces;

namespace ZenML.Client.Remote.Tracking;

/// <summary>A list of records on a server, hydrated.</summary>
/// <param name="connection">The connection to the server.</param>
/// <param name="path">The path of the list.</param>
/// <param name="fields">The fields by which it can be filtered and sorted.</param>
/// <param name="workspaceOf">The workspace of a record.</param>
internal sealed class RecordList<TRecord>(
    ServerConnection connection,
    string path,
    IReadOnlyList<FilterField> fields,
    Func<TRecord, Id<Workspace>> workspaceOf)
{
    private readonly RemoteList list = new(connection, path);

    /// <summary>Returns one page of the records that match.</summary>
    /// <param name="query">Which records.</param>
    /// <param name="read">Reads a record.</param>
    /// <param name="extra">A parameter besides the filters; null for none.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    public async Task<Page<TRecord>> ReadPageAsync(
        ListQuery query, Func<WireValue, TRecord> read, (string Name, string Value)? extra, CancellationToken cancellationToken)
    {
        var parsed = QueryParser.Parse(query, fields);
        var written = WireQuery.Write(parsed);
        written = extra is { } parameter ? written.With(parameter.Name, parameter.Value) : written;
        var page = await list.ReadPageAsync(written, parsed.Page, parsed.Size, cancellationToken);
        return page.Select(read).EnsureAll(record => parsed.Workspace is not { } workspace || workspaceOf(record) == workspace);
    }
}
