using ZenML.Client.Remote.Http;
using ZenML.Client.Remote.Lists;
using ZenML.Client.Remote.Wire;
using ZenML.Core.Errors;
using ZenML.Core.Querying;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Resources;
using ZenML.Core.Secrets;
using ZenML.Core.Workspaces;
using ZenML.Protocol.Paths;
using ZenML.Protocol.Vocabulary;

namespace ZenML.Client.Remote.Resources;

/// <summary>Workspaces of a server.</summary>
internal sealed class RemoteWorkspaces(ServerConnection connection, CurrentAccount account) : IWorkspacesService
{
    private readonly RemoteList list = new(connection, ApiPaths.Workspaces);

    private readonly RemoteList secrets = new(connection, ApiPaths.Secrets);

    public async Task<Workspace> CreateAsync(string name, string description, CancellationToken cancellationToken)
    {
        ResourceName.Check("workspace", name);
        var body = JsonBody.Of(writer =>
        {
            writer.WriteString("name", name);
            writer.WriteString("description", description);
        });
        return WireReading.ReadWorkspace((await connection.PostAsync(ApiPaths.Workspaces, body, cancellationToken)).Value);
    }

    private RemoteLookup<Workspace> Source =>
        new(list, WireQuery.Hydrated, WireReading.ReadWorkspace, workspace => workspace.Name);

    public Task<Workspace> FindAsync(string text, LookupMode mode, CancellationToken cancellationToken) =>
        Lookup.FindAsync(Source, "workspace", text, mode, cancellationToken);

    public async Task<Page<Workspace>> ListAsync(ListQuery query, CancellationToken cancellationToken)
    {
        var parsed = QueryParser.Parse(query, WorkspaceFields.All) with { Workspace = null };
        var page = await list.ReadPageAsync(WireQuery.Write(parsed), parsed.Page, parsed.Size, cancellationToken);
        return page.Select(WireReading.ReadWorkspace);
    }

    public async Task<Workspace> UpdateAsync(Id<Workspace> id, WorkspaceUpdate update, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(update);
        if (update.Name is { } wanted)
        {
            ResourceName.Check("workspace", wanted);

            // ZenML's own server does not check whether the new name is taken.
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
        return WireReading.ReadWorkspace(
            (await connection.PutAsync($"{ApiPaths.Workspaces}/{id}", body, null, cancellationToken)).Value.WithId(id.Value));
    }

    public async Task<WorkspaceCounts> CountAsync(Id<Workspace> id, CancellationToken cancellationToken)
    {
        var counts = await connection.GetAsync(
            $"{ApiPaths.Workspaces}/{id}{ApiPaths.Statistics}?secrets_of_others=true", cancellationToken);
        return new WorkspaceCounts(counts["stacks"].Count, counts["components"].Count, counts["pipelines"].Count, counts["runs"].Count)
        {
            SecretsOfOthers = await connection.HasExtensionsAsync(cancellationToken)
                ? counts.Find("secrets_of_others") is { } number ? number.Count : null
                : await CountSecretsOfOthersAsync(id, cancellationToken),
            DeletedSecretsOfOthers = counts.Find("deleted_secrets_of_others")?.Count,
        };
    }

    public async Task DeleteAsync(Id<Workspace> id, bool force, CancellationToken cancellationToken)
    {
        // ZenML's own server deletes a workspace with everything in it.
        if (!force && !await connection.HasExtensionsAsync(cancellationToken)
            && await CountSecretsOfOthersAsync(id, cancellationToken) is > 0 and var others)
        {
            var workspace = WireReading.ReadWorkspace(
                (await connection.GetAsync($"{ApiPaths.Workspaces}/{id}", cancellationToken)).WithId(id.Value));
            WorkspaceDeletion.EnsureAllowed(workspace.Name, others, deletedSecretsOfOthers: 0, force);
        }

        await connection.DeleteAsync($"{ApiPaths.Workspaces}/{id}{(force ? "?force=true" : "")}", cancellationToken);
    }

    /// <summary>Counts what ZenML's own server shows to everyone.</summary>
    private async Task<long> CountSecretsOfOthersAsync(Id<Workspace> id, CancellationToken cancellationToken)
    {
        var personal = new QueryText()
            .With(QueryWords.Workspace, id.ToString())
            .With("scope", QueryWords.EqualTo(WireWords.Scopes.Of(SecretScope.User)));
        var all = (await secrets.ReadPageAsync(personal, 1, 1, cancellationToken)).Total;
        var own = personal.With("user_id", QueryWords.EqualTo((await account.GetAsync(cancellationToken)).Id.ToString()));
        return all == 0 ? 0 : all - (await secrets.ReadPageAsync(own, 1, 1, cancellationToken)).Total;
    }
}
