using System.Text.Json;
using ZenML.Client.Remote.Http;
using ZenML.Client.Remote.Lists;
using ZenML.Client.Remote.Wire;
using ZenML.Core.Errors;
using ZenML.Core.Querying;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Resources;
using ZenML.Core.Stacks.Components;
using ZenML.Core.Stacks.Configurations;
using ZenML.Core.Stacks.Flavors;
using ZenML.Core.Workspaces;
using ZenML.Formats;
using ZenML.Protocol.Paths;
using ZenML.Protocol.Vocabulary;

namespace ZenML.Client.Remote.Resources;

/// <summary>Components on a server. Configurations are sent in the clear; the client marks what a flavor defines as sensitive.</summary>
internal sealed class RemoteComponents(ServerConnection connection, CurrentAccount account, RemoteFlavors flavors) : IComponentsService
{
    private readonly RemoteList list = new(connection, ApiPaths.Components);

    public async Task<Component> RegisterAsync(NewComponent component, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(component);
        var name = ResourceName.Check(component.Type.Words(), component.Name);
        var configuration = await ConvertAsync(
            component.Workspace, component.Type, component.Flavor, new ConfigurationMap().Merge(component.Configuration),
            cancellationToken);
        return await HideChangedAsync(
            await PostAsync(
                new ComponentRequest(component.Workspace, component.Type, name, component.Flavor, configuration)
                {
                    Labels = component.HasLabels || component.Labels.Count > 0 ? component.Labels : null,
                },
                cancellationToken),
            cancellationToken);
    }

    public async Task<Component> FindAsync(
        Id<Workspace> workspace, ComponentType type, string text, LookupMode mode, CancellationToken cancellationToken) =>
        await HideAsync(await Lookup.FindAsync(Of(workspace, type), type.Words(), text, mode, cancellationToken), cancellationToken);

    /// <summary>Returns the component with exactly this name; null if there is none.</summary>
    public async Task<Component?> FindByNameAsync(
        Id<Workspace> workspace, ComponentType type, string name, CancellationToken cancellationToken)
    {
        var found = await Of(workspace, type).FindByNameAsync(name, cancellationToken);
        return found.Count > 0 ? await HideAsync(found[0], cancellationToken) : null;
    }

    public async Task<Component> RevealAsync(Id<Component> id, CancellationToken cancellationToken) =>
        await MarkAsync(WireReading.ReadComponent(await ReadAsync(id, cancellationToken)), cancellationToken);

    public async Task<Component> GetAsync(Id<Component> id, CancellationToken cancellationToken) =>
        await HideAsync(WireReading.ReadComponent(await ReadAsync(id, cancellationToken)), cancellationToken);

    public async Task<Page<Component>> ListAsync(ListQuery query, CancellationToken cancellationToken)
    {
        var page = await ReadPageAsync(query, cancellationToken);
        return page with { Items = await HideAllAsync(page.Items, cancellationToken) };
    }

    public async Task<Page<Component>> ListRevealedAsync(ListQuery query, CancellationToken cancellationToken)
    {
        var page = await ReadPageAsync(query, cancellationToken);
        var marked = new List<Component>();
        foreach (var component in page.Items)
        {
            marked.Add(await MarkAsync(component, cancellationToken));
        }

        return page with { Items = marked };
    }

    /// <remarks>Servers store what they receive. If the flavor cannot be read, the attributes are sent unconverted.</remarks>
    private async Task<ConfigurationMap> ConvertAsync(
        Id<Workspace> workspace, ComponentType type, string flavor, ConfigurationMap configuration, CancellationToken cancellationToken) =>
        configuration.Values.Any(value => value is not ConfigurationNull)
        && await flavors.FindAsync(workspace, type, flavor, cancellationToken) is { } found
            ? new FlavorValidator(found.Definition, new StructuredText()).Convert(configuration)
            : configuration;

    private async Task<WireValue> ReadAsync(Id<Component> id, CancellationToken cancellationToken) =>
        (await connection.GetAsync($"{ApiPaths.Components}/{id}", cancellationToken)).WithId(id.Value);

    private async Task<Page<Component>> ReadPageAsync(ListQuery query, CancellationToken cancellationToken)
    {
        var parsed = QueryParser.Parse(query, ComponentFields.All);
        var page = await ReadPageAsync(parsed, cancellationToken);
        return page.EnsureAll(component =>
            (parsed.Workspace is not { } workspace || component.Workspace.Id == workspace)
                && (parsed.Type is not { } type || component.Type == type));
    }

    private async Task<Page<Component>> ReadPageAsync(ResourceQuery parsed, CancellationToken cancellationToken)
    {
        var written = WireQuery.Write(parsed);
        if (parsed.Type is not { } type)
        {
            return (await list.ReadPageAsync(written, parsed.Page, parsed.Size, cancellationToken)).Select(WireReading.ReadComponent);
        }

        if (parsed.Conditions.All(condition => condition.Field.Name != "stack_id"))
        {
            var page = await list.ReadPageAsync(
                written.With("scope_type", type.WireName()), parsed.Page, parsed.Size, cancellationToken);
            return page.Select(WireReading.ReadComponent);
        }

        // ZenML's own server ignores the stack in a query with a type.
        var fitting = list.ReadAllAsync(written, cancellationToken)
            .Select(WireReading.ReadComponent)
            .Where(component => component.Type == type);
        return await RemoteList.CutAsync(fitting, parsed.Page, parsed.Size, cancellationToken);
    }

    public async Task<Component> UpdateAsync(Id<Component> id, ComponentUpdate update, CancellationToken cancellationToken) =>
        await HideChangedAsync(await PutAsync(id, update, cancellationToken), cancellationToken);

    public async Task<Component> UpdateRevealedAsync(Id<Component> id, ComponentUpdate update, CancellationToken cancellationToken) =>
        await MarkChangedAsync(await PutAsync(id, update, cancellationToken), cancellationToken);

    private async Task<Component> PutAsync(Id<Component> id, ComponentUpdate update, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(update);
        var answer = await ReadAsync(id, cancellationToken);
        var current = WireReading.ReadComponent(answer);
        var given = await ConvertAsync(
            current.Workspace.Id, update.Type ?? current.Type, update.Flavor ?? current.Flavor, update.Configuration, cancellationToken);
        var all = update.NewConfiguration is null ? null : await ConvertAsync(
            current.Workspace.Id, update.Type ?? current.Type, update.Flavor ?? current.Flavor, update.NewConfiguration, cancellationToken);
        var configuration = (all is null ? current.Configuration : new ConfigurationMap().Merge(all)).Merge(given);
        var body = JsonBody.Of(
            writer =>
            {
                if (update.Name is not null)
                {
                    writer.WriteString("name", ResourceName.Check(current.Type.Words(), update.Name));
                }

                if (update.Type is { } type)
                {
                    writer.WriteString("type", type.WireName());
                }

                if (update.Flavor is not null)
                {
                    writer.WriteString("flavor", update.Flavor);
                }

                if (update.Configuration.Count > 0 || update.NewConfiguration is not null)
                {
                    WriteConfiguration(writer, configuration);
                }

                if (update.ClearLabels)
                {
                    writer.WriteNull("labels");
                }
                else if (update.Labels.Count > 0 || update.NewLabels is not null)
                {
                    WriteLabels(writer, update.ApplyTo(current.Labels));
                }

                // The server removes attributes that are absent here.
                CopyConnector(writer, answer["metadata"]);
            },
            ComponentPlainTexts.Of(configuration));
        var changed = await connection.PutAsync($"{ApiPaths.Components}/{id}", body, null, cancellationToken);
        return WireReading.ReadComponent(changed.Value.WithId(id.Value));
    }

    public async Task<Component> CopyAsync(Id<Component> id, string name, CancellationToken cancellationToken)
    {
        var answer = await ReadAsync(id, cancellationToken);
        var original = WireReading.ReadComponent(answer);
        return await HideChangedAsync(
            await PostAsync(
                new ComponentRequest(
                    original.Workspace.Id, original.Type, ResourceName.Check(original.Type.Words(), name), original.Flavor,
                    original.Configuration)
                {
                    Labels = original.HasLabels ? original.Labels : null, ConnectorOf = answer["metadata"],
                },
                cancellationToken),
            cancellationToken);
    }

    public Task DeleteAsync(Id<Component> id, CancellationToken cancellationToken) =>
        connection.DeleteAsync($"{ApiPaths.Components}/{id}", cancellationToken);

    /// <summary>Returns the components of a stack, or of a whole workspace, with their configurations.</summary>
    public async Task<IReadOnlyList<Component>> ReadAllAsync(QueryText confinement, CancellationToken cancellationToken)
    {
        var rows = list.ReadAllAsync(confinement.With(QueryWords.Hydrate, "true"), cancellationToken);
        return await HideAllAsync(await rows.Select(WireReading.ReadComponent).ToListAsync(cancellationToken), cancellationToken);
    }

    private RemoteLookup<Component> Of(Id<Workspace> workspace, ComponentType type) => new(
        list,
        WireQuery.In(workspace).With("type", QueryWords.EqualTo(type.WireName())),
        WireReading.ReadComponent,
        component => component.Name)
    {
        IsConfined = component => component.Workspace.Id == workspace && component.Type == type,
    };

    private async Task<Component> PostAsync(ComponentRequest request, CancellationToken cancellationToken)
    {
        var user = await account.GetAsync(cancellationToken);
        var body = JsonBody.Of(
            writer =>
            {
                writer.WriteString("name", request.Name);
                writer.WriteString("type", request.Type.WireName());
                writer.WriteString("flavor", request.Flavor);
                WriteConfiguration(writer, request.Configuration);
                if (request.Labels is { } labels)
                {
                    WriteLabels(writer, labels);
                }

                writer.WriteString("user", user.Id.ToString());
                writer.WriteString("workspace", request.Workspace.ToString());
                if (request.ConnectorOf is { } metadata)
                {
                    CopyConnector(writer, metadata);
                }
            },
            ComponentPlainTexts.Of(request.Configuration));
        var path = ApiPaths.OfWorkspace(request.Workspace.ToString()) + ApiPaths.Components;
        return WireReading.ReadComponent((await connection.PostAsync(path, body, cancellationToken)).Value);
    }

    private static void WriteConfiguration(Utf8JsonWriter writer, ConfigurationMap configuration)
    {
        writer.WritePropertyName("configuration");
        writer.WriteRawValue(ConfigurationJson.Write(configuration.WithLeaves(leaf =>
            leaf is ConfigurationSensitive { Value: { } value } ? new ConfigurationText(value.Reveal()) : leaf)));
    }

    private static void WriteLabels(Utf8JsonWriter writer, IReadOnlyDictionary<string, string> labels)
    {
        writer.WriteStartObject("labels");
        foreach (var (label, value) in labels)
        {
            writer.WriteString(label, value);
        }

        writer.WriteEndObject();
    }

    private static void CopyConnector(Utf8JsonWriter writer, WireValue metadata)
    {
        if (metadata.Find("connector") is { } connector)
        {
            writer.WriteString("connector", connector["id"].Uuid.ToString("D"));
            writer.WriteString("connector_resource_id", metadata.Find("connector_resource_id")?.Text);
        }
    }

    private async Task<IReadOnlyList<Component>> HideAllAsync(IReadOnlyList<Component> components, CancellationToken cancellationToken)
    {
        var hidden = new List<Component>();
        foreach (var component in components)
        {
            hidden.Add(await HideAsync(component, cancellationToken));
        }

        return hidden;
    }

    private async Task<Component> HideAsync(Component component, CancellationToken cancellationToken) =>
        ComponentPlainTexts.Hide(await MarkAsync(component, cancellationToken));

    private async Task<Component> HideChangedAsync(Component component, CancellationToken cancellationToken) =>
        ComponentPlainTexts.Hide(await MarkChangedAsync(component, cancellationToken));

    /// <summary>Marks plain text in sensitive attributes as sensitive. If the flavor cannot be read, marks all plain text.</summary>
    private async Task<Component> MarkAsync(Component component, CancellationToken cancellationToken) =>
        ComponentPlainTexts.AreIn(component)
            ? ComponentPlainTexts.Mark(component, await flavors.FindOfComponentAsync(component, cancellationToken))
            : component;

    /// <summary>
    /// Marks sensitive text in the response to a change. Must not fail if the flavor cannot be read, because the change was made.
    /// </summary>
    private async Task<Component> MarkChangedAsync(Component component, CancellationToken cancellationToken)
    {
        try
        {
            return await MarkAsync(component, cancellationToken);
        }
        catch (ZenException) { return ComponentPlainTexts.Mark(component, flavor: null); }
    }
}
