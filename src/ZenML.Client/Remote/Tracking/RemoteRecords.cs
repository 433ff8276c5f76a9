using System.Text.Json;
using ZenML.Client.Remote.Http;
using ZenML.Client.Remote.Resources;
using ZenML.Client.Remote.Wire;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Resources;
using ZenML.Core.Workspaces;
using ZenML.Protocol.Paths;

namespace ZenML.Client.Remote.Tracking;

/// <summary>The records of one kind on a server: creates, reads, changes and deletes single ones.</summary>
/// <param name="connection">The connection to the server.</param>
/// <param name="account">The account that owns records for which no other is named.</param>
/// <param name="collection">The path of the records, one of <see cref="ApiPaths"/>.</param>
/// <param name="read">Reads a record.</param>
internal sealed class RemoteRecords<TRecord>(
    ServerConnection connection, CurrentAccount account, string collection, Func<WireValue, TRecord> read)
{
    /// <summary>Creates a record of an account and a workspace.</summary>
    /// <param name="user">The account; null for the current one.</param>
    /// <param name="workspace">The workspace.</param>
    /// <param name="inWorkspace">Whether records of this kind are created below the path of their workspace.</param>
    /// <param name="write">Writes the rest of the request.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    public async Task<TRecord> CreateAsync(
        Id<User>? user, Id<Workspace> workspace, bool inWorkspace, Action<Utf8JsonWriter> write, CancellationToken cancellationToken)
    {
        var owner = user ?? (await account.GetAsync(cancellationToken)).Id;
        var body = JsonBody.Of(writer =>
        {
            writer.WriteOwner(workspace, owner);
            write(writer);
        });
        var path = inWorkspace ? ApiPaths.OfWorkspace(workspace.ToString()) + collection : collection;
        return read((await connection.PostAsync(path, body, cancellationToken)).Value);
    }

    /// <summary>Creates a record that belongs to nobody.</summary>
    public async Task<TRecord> CreateAsync(Action<Utf8JsonWriter> write, CancellationToken cancellationToken) =>
        read((await connection.PostAsync(collection, JsonBody.Of(write), cancellationToken)).Value);

    /// <summary>Returns a record.</summary>
    public async Task<TRecord> GetAsync(Id<TRecord> id, CancellationToken cancellationToken) =>
        read((await connection.GetAsync(PathOf(id), cancellationToken)).WithId(id.Value));

    /// <summary>Changes a record.</summary>
    public async Task<TRecord> UpdateAsync(Id<TRecord> id, Action<Utf8JsonWriter> write, CancellationToken cancellationToken) =>
        read((await connection.PutAsync(PathOf(id), JsonBody.Of(write), null, cancellationToken)).Value.WithId(id.Value));

    /// <summary>Deletes a record.</summary>
    public Task DeleteAsync(Id<TRecord> id, CancellationToken cancellationToken) =>
        connection.DeleteAsync(PathOf(id), cancellationToken);

    private string PathOf(Id<TRecord> id) => $"{collection}/{id}";
}
