using System.Collections.Concurrent;
using System.Text.Json;
using ZenML.Client.Remote.Http;
using ZenML.Client.Remote.Lists;
using ZenML.Client.Remote.Wire;
using ZenML.Core.Errors;
using ZenML.Core.Querying;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Resources;
using ZenML.Core.Stacks.Components;
using ZenML.Core.Stacks.Flavors;
using ZenML.Core.Workspaces;
using ZenML.Formats;
using ZenML.Protocol.Paths;
using ZenML.Protocol.Vocabulary;

namespace ZenML.Client.Remote.Resources;

/// <summary>Flavors of a server.</summary>
internal sealed class RemoteFlavors(ServerConnection connection, CurrentAccount account) : IFlavorsService
{
    private readonly RemoteList list = new(connection, ApiPaths.Flavors);
    private readonly ConcurrentDictionary<(Id<Workspace> Workspace, ComponentType Type, string Name), Flavor?> known = [];

    public async Task<Flavor> RegisterAsync(Id<Workspace> workspace, FlavorDefinition definition, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(definition);
        ResourceName.Check("flavor", definition.Name);
        var user = await account.GetAsync(cancellationToken);
        var body = JsonBody.Of(writer =>
        {
            WriteDefinition(writer, definition);
            writer.WriteString("user", user.Id.ToString());
            writer.WriteString("workspace", workspace.ToString());
        });
        known.Clear();
        return WireReading.ReadFlavor((await connection.PostAsync(ApiPaths.Flavors, body, cancellationToken)).Value);
    }

    public Task<Flavor> FindAsync(
        Id<Workspace> workspace, ComponentType type, string text, LookupMode mode, CancellationToken cancellationToken) =>
        Lookup.FindAsync(Of(workspace, type), $"{type.Words()} flavor", text, mode, cancellationToken);

    public async Task<Flavor> GetAsync(Id<Flavor> id, CancellationToken cancellationToken) =>
        WireReading.ReadFlavor((await connection.GetAsync($"{ApiPaths.Flavors}/{id}", cancellationToken)).WithId(id.Value));

    public async Task<Flavor> UpdateAsync(Id<Flavor> id, FlavorUpdate update, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(update);
        var definition = update.Apply((await RequireCustomAsync(id, "changed", cancellationToken)).Definition);
        ResourceName.Check("flavor", definition.Name);
        known.Clear();
        var body = JsonBody.Of(writer => WriteDefinition(writer, definition));
        return WireReading.ReadFlavor(
            (await connection.PutAsync($"{ApiPaths.Flavors}/{id}", body, null, cancellationToken)).Value.WithId(id.Value));
    }

    public async Task<Page<Flavor>> ListAsync(ListQuery query, CancellationToken cancellationToken)
    {
        var parsed = QueryParser.Parse(query, FlavorFields.All);
        var written = WireQuery.Write(parsed);
        if (parsed.Type is not { } type)
        {
            return (await list.ReadPageAsync(written, parsed.Page, parsed.Size, cancellationToken)).Select(WireReading.ReadFlavor);
        }

        // On the server, the type of flavors is a filter like any other.
        if (!parsed.MatchAny && parsed.Conditions.All(condition => condition.Field.Name != "type"))
        {
            var page = await list.ReadPageAsync(
                written.With("type", QueryWords.EqualTo(type.WireName())), parsed.Page, parsed.Size, cancellationToken);
            return page.Select(WireReading.ReadFlavor);
        }

        var fitting = list.ReadAllAsync(written, cancellationToken).Select(WireReading.ReadFlavor).Where(flavor => flavor.Type == type);
        return await RemoteList.CutAsync(fitting, parsed.Page, parsed.Size, cancellationToken);
    }

    public async Task DeleteAsync(Id<Flavor> id, CancellationToken cancellationToken)
    {
        await RequireCustomAsync(id, "deleted", cancellationToken);
        known.Clear();
        await connection.DeleteAsync($"{ApiPaths.Flavors}/{id}", cancellationToken);
    }

    /// <summary>Returns the flavor of a component. Cached, because flavors rarely change.</summary>
    public async Task<Flavor?> FindOfComponentAsync(Component component, CancellationToken cancellationToken)
    {
        var key = (component.Workspace.Id, component.Type, component.Flavor);
        if (!known.TryGetValue(key, out var flavor))
        {
            known[key] = flavor = await FindAsync(key.Id, key.Type, key.Flavor, cancellationToken);
        }

        return flavor;
    }

    /// <summary>Returns the flavor with the given name; null if there is none.</summary>
    public async Task<Flavor?> FindAsync(Id<Workspace> workspace, ComponentType type, string name, CancellationToken cancellationToken)
    {
        var key = (workspace, type, name);
        if (known.TryGetValue(key, out var flavor) && flavor is not null)
        {
            return flavor;
        }

        var found = await Of(workspace, type).FindByNameAsync(name, cancellationToken);
        if (found.Count > 0)
        {
            known[key] = found[0];
            return found[0];
        }

        return null;
    }

    private static void WriteDefinition(Utf8JsonWriter writer, FlavorDefinition definition)
    {
        writer.WriteString("name", definition.Name);
        writer.WriteString("type", definition.Type.WireName());
        writer.WritePropertyName("config_schema");
        writer.WriteRawValue(ConfigurationJson.Write(FlavorJsonSchema.Write(definition)));
        writer.WriteString("source", definition.Source);
        writer.WriteString("integration", definition.Integration);
        writer.WriteString("connector_type", definition.ConnectorType);
        writer.WriteString("connector_resource_type", definition.ConnectorResourceType);
        writer.WriteString("connector_resource_id_attr", definition.ConnectorResourceIdAttribute);
        writer.WriteBoolean("is_custom", true);
        writer.WriteString("logo_url", definition.LogoUrl);
        writer.WriteString("docs_url", definition.DocsUrl);
        writer.WriteString("sdk_docs_url", definition.SdkDocsUrl);
    }

    /// <remarks>ZenML's own server would change or delete built-in flavors, which would make them unusable for everyone.</remarks>
    private async Task<Flavor> RequireCustomAsync(Id<Flavor> id, string action, CancellationToken cancellationToken)
    {
        var flavor = await GetAsync(id, cancellationToken);
        return flavor.Definition.IsCustom
            ? flavor
            : throw new ZenException(
                ErrorCode.NotAllowed,
                $"The {flavor.Type.Words()} flavor '{flavor.Name}' is built in; only custom flavors can be {action}.");
    }

    private OwnBeforeBuiltIn Of(Id<Workspace> workspace, ComponentType type) => new(new RemoteLookup<Flavor>(
        list,
        WireQuery.In(workspace).With("type", QueryWords.EqualTo(type.WireName())),
        WireReading.ReadFlavor,
        flavor => flavor.Name)
    {
        IsConfined = flavor => flavor.Type == type && (flavor.Workspace is not { } home || home.Id == workspace),
    });

    /// <summary>Prefers the workspace's own flavor to the built-in flavor with the same name.</summary>
    private sealed class OwnBeforeBuiltIn(ILookupSource<Flavor> source) : ILookupSource<Flavor>
    {
        public Task<Flavor?> FindByIdAsync(Guid id, CancellationToken cancellationToken) => source.FindByIdAsync(id, cancellationToken);

        public async Task<IReadOnlyList<Flavor>> FindByNameAsync(string name, CancellationToken cancellationToken) =>
            Prefer(await source.FindByNameAsync(name, cancellationToken));

        public Task<IReadOnlyList<Flavor>> FindByIdPrefixAsync(string hexadecimalPrefix, int limit, CancellationToken cancellationToken) =>
            source.FindByIdPrefixAsync(hexadecimalPrefix, limit, cancellationToken);

        public async Task<IReadOnlyList<Flavor>> FindByNamePrefixAsync(string prefix, int limit, CancellationToken cancellationToken) =>
            Prefer(await source.FindByNamePrefixAsync(prefix, 2 * limit, cancellationToken)).Take(limit).ToArray();

        private static IReadOnlyList<Flavor> Prefer(IReadOnlyList<Flavor> found) =>
            [
                .. found.Where(flavor =>
                    flavor.Workspace is not null || found.All(other => other.Workspace is null || other.Name != flavor.Name)),
            ];
    }
}
