using System.Globalization;
using ZenML.Client.Remote.Http;
using ZenML.Client.Remote.Lists;
using ZenML.Client.Remote.Wire;
using ZenML.Core;
using ZenML.Core.Errors;
using ZenML.Core.Lookups;
using ZenML.Core.Querying;
using ZenML.Core.Workspaces;

namespace ZenML.Client.Remote.Resources;

/// <summary>Workspaces of a server.</summary>
internal sealed class RemoteWorkspaces(ServerConnection connection) : IWorkspacesService
{
    private readonly RemoteList list = new(connection, "/workspaces");

    public async Task<Workspace> CreateAsync(string name, string description, CancellationToken cancellationToken)
    {
        ResourceName.Check("workspace", name);
        var body = JsonBody.Of(writer =>
        {
            writer.WriteString("name", name);
            writer.WriteString("description", description);
        });
        return WireReading.ReadWorkspace((await connection.PostAsync("/workspaces", body, cancellationToken)).Value);
    }

    private RemoteLookup<Workspace> Source => new(list, new QueryText().With("hydrate", "true"), WireReading.ReadWorkspace, workspace => workspace.Name);

    public Task<Workspace> FindAsync(string text, LookupMode mode, CancellationToken cancellationToken) =>
        Lookup.FindAsync(Source, "workspace", text, mode, cancellationToken);

    public async Task<Page<Workspace>> ListAsync(ListQuery query, CancellationToken cancellationToken)
    {
        var parsed = QueryParser.Parse(query, WorkspaceFields.All) with { Workspace = null };
        return (await list.ReadPageAsync(WireQuery.Write(parsed), parsed.Page, parsed.Size, cancellationToken)).Select(WireReading.ReadWorkspace);
    }

    public async Task<Workspace> UpdateAsync(Id<Workspace> id, WorkspaceUpdate update, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(update);
        if (update.Name is { } wanted)
        {
            ResourceName.Check("workspace", wanted);

            // Servers of ZenML do not look whether a new name is taken.
            if ((await Source.FindByNameAsync(wanted, cancellationToken)).Any(other => other.Id != id))
            {
                throw new ZenException(ErrorCode.AlreadyExists, $"A workspace named '{wanted}' already exists.");
            }
        }

        var body = JsonBody.Of(writer =>
        {
            if (update.Name is { } name)
            {
                writer.WriteString("name", name);
            }

            if (update.Description is { } description)
            {
                writer.WriteString("description", description);
            }
        });
        return WireReading.ReadWorkspace((await connection.PutAsync($"/workspaces/{id}", body, null, cancellationToken)).Value);
    }

    public async Task<WorkspaceCounts> CountAsync(Id<Workspace> id, CancellationToken cancellationToken)
    {
        var counts = await connection.GetAsync($"/workspaces/{id}/statistics", cancellationToken);
        return new WorkspaceCounts(Count("stacks"), Count("components"), Count("pipelines"), Count("runs"));

        // The numbers travel as texts.
        long Count(string name) => long.Parse(counts[name].Text, CultureInfo.InvariantCulture);
    }

    public Task DeleteAsync(Id<Workspace> id, CancellationToken cancellationToken) => connection.DeleteAsync($"/workspaces/{id}", cancellationToken);
}
