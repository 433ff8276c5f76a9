using System.Text.Json;
using ZenML.Client.Remote.Http;
using ZenML.Client.Remote.Lists;
using ZenML.Client.Remote.Wire;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Errors;
using ZenML.Core.Querying;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Resources;
using ZenML.Core.Stacks;
using ZenML.Core.Stacks.Components;
using ZenML.Core.Text;
using ZenML.Core.Workspaces;
using ZenML.Protocol.Paths;
using ZenML.Protocol.Vocabulary;

namespace ZenML.Client.Remote.Resources;

/// <summary>
/// Stacks on a server. ZenML's own server accepts stacks that cannot run, and treats a stack without components as one with all
/// components, so the client checks stacks before it sends them.
/// </summary>
internal sealed class RemoteStacks(ServerConnection connection, CurrentAccount account, RemoteComponents components) : IStacksService
{
    private readonly RemoteList list = new(connection, ApiPaths.Stacks);

    public async Task<Stack> RegisterAsync(NewStack stack, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(stack);
        var name = ResourceName.Check("stack", stack.Name);
        var parts = StackComposition.Arrange(
            name, await RequireAsync(stack.Workspace, stack.Components, cancellationToken), stack.AllowPartial);
        var user = await account.GetAsync(cancellationToken);
        var body = JsonBody.Of(writer =>
        {
            writer.WriteString("name", name);
            WriteComponents(writer, parts);
            writer.WriteString("user", user.Id.ToString());
            writer.WriteString("workspace", stack.Workspace.ToString());
        });
        var answer = await connection.PostAsync(
            ApiPaths.OfWorkspace(stack.Workspace.ToString()) + ApiPaths.Stacks, body, cancellationToken);
        return Complete(ReadBare(answer.Value), parts);
    }

    public async Task<ImportedStack> ImportAsync(StackImport import, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(import);
        var name = ResourceName.Check("stack", import.Name);
        return (await Of(import.Workspace).FindByNameAsync(name, cancellationToken)).Count > 0
            ? throw new ZenException(ErrorCode.AlreadyExists, $"A stack named '{name}' already exists.")
            : await new RemoteStackImport(this, components).RunAsync(import, cancellationToken);
    }

    public async Task<Stack> FindAsync(Id<Workspace> workspace, string text, LookupMode mode, CancellationToken cancellationToken)
    {
        var found = await Lookup.FindAsync(Of(workspace), "stack", text, mode, cancellationToken);
        return found with { Components = await ComponentsOfAsync(found, cancellationToken) };
    }

    public async Task<Stack> GetAsync(Id<Stack> id, CancellationToken cancellationToken)
    {
        var stack = ReadBare((await connection.GetAsync($"{ApiPaths.Stacks}/{id}", cancellationToken)).WithId(id.Value));
        return stack with { Components = await ComponentsOfAsync(stack, cancellationToken) };
    }

    public async Task<Page<Stack>> ListAsync(ListQuery query, CancellationToken cancellationToken)
    {
        var parsed = QueryParser.Parse(query, StackFields.All);
        var page = (await list.ReadPageAsync(WireQuery.Write(parsed), parsed.Page, parsed.Size, cancellationToken)).Select(ReadBare)
            .EnsureAll(stack => parsed.Workspace is not { } workspace || stack.Workspace.Id == workspace);
        var full = new Dictionary<Id<Component>, Component>();
        foreach (var workspace in page.Items.Select(stack => stack.Workspace.Id).Distinct())
        {
            var confinement = new QueryText().With(QueryWords.Workspace, workspace.ToString());
            foreach (var component in await components.ReadAllAsync(confinement, cancellationToken))
            {
                full[component.Id] = component;
            }
        }

        return page.Select(stack =>
            stack with
            {
                Components = [.. stack.Components.Select(component => full.GetValueOrDefault(component.Id, component))],
            });
    }

    public async Task<Stack> UpdateAsync(Id<Stack> id, StackUpdate update, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(update);
        var current = await RequireChangeableAsync(id, cancellationToken);
        var name = update.Name is null ? current.Name : ResourceName.Check("stack", update.Name);
        var added = await RequireAsync(current.Workspace.Id, update.Set, cancellationToken);
        var absent = update.Remove.Where(type => current.Find(type) is null).ToArray();
        if (absent.Length > 0)
        {
            throw new ZenException(
                ErrorCode.NotFound,
                $"The stack '{current.Name}' has no {string.Join(" and no ", absent.Select(type => type.Words()))}.");
        }

        var present = update.NewComponents is null
            ? current.Components
            : await RequireAsync(current.Workspace.Id, update.NewComponents, cancellationToken);
        var kept = present.Where(component => !update.Remove.Contains(component.Type) && added.All(other => other.Type != component.Type));
        var parts = StackComposition.Arrange(name, [.. kept, .. added], update.AllowPartial);
        var body = JsonBody.Of(writer =>
        {
            writer.WriteString("name", name);
            WriteComponents(writer, parts);

            // ZenML's own server checks whether the name is taken only if the name is sent.
            writer.WriteString("workspace", current.Workspace.Id.ToString());
        });
        var changed = await connection.PutAsync($"{ApiPaths.Stacks}/{id}", body, null, cancellationToken);
        return Complete(ReadBare(changed.Value.WithId(id.Value)), parts);
    }

    public async Task<IReadOnlyList<Component>> DeleteAsync(Id<Stack> id, bool withComponents, CancellationToken cancellationToken)
    {
        var stack = await RequireChangeableAsync(id, cancellationToken);
        await connection.DeleteAsync($"{ApiPaths.Stacks}/{id}", cancellationToken);
        var deleted = new List<Component>();
        foreach (var component in withComponents ? stack.Components.Where(component => !component.IsDefault) : [])
        {
            try
            {
                await connection.DeleteAsync($"{ApiPaths.Components}/{component.Id}", cancellationToken);
                deleted.Add(component);
            }
            catch (ZenException exception) when (exception.Code is ErrorCode.NotAllowed or ErrorCode.NotFound)
            {
                // Another stack uses the component, or it is already deleted.
            }
            catch (ZenException exception)
            {
                throw new ZenException(exception.Code,
                    $"The stack '{stack.Name}' was deleted, but not its {component.Type.Words()} '{component.Name}': "
                    + $"{Sentence.End(exception.Message):raw}", exception);
            }
        }

        return deleted;
    }

    private RemoteLookup<Stack> Of(Id<Workspace> workspace) => new(
        list, WireQuery.In(workspace), ReadBare, stack => stack.Name)
    {
        IsConfined = stack => stack.Workspace.Id == workspace,
    };

    private static void WriteComponents(Utf8JsonWriter writer, IReadOnlyList<Component> parts)
    {
        writer.WriteStartObject("components");
        foreach (var component in parts)
        {
            writer.WriteStartArray(component.Type.WireName());
            writer.WriteStringValue(component.Id.ToString());
            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }

    /// <summary>Reads a stack; its components lack their configurations.</summary>
    public static Stack ReadBare(WireValue value)
    {
        var (body, metadata) = (value["body"], value["metadata"]);
        var home = WireReading.ReadNamed<Workspace>(metadata["workspace"]);
        return new Stack
        {
            Id = new(value["id"].Uuid),
            Name = value["name"].Text,
            Components =
            [
                .. metadata["components"].Entries
                    .SelectMany(type => type.Value.Items)
                    .Select(component => WireReading.ReadBareComponent(component, home))
                    .OrderBy(component => component.Type),
            ],
            Workspace = home,
            User = body.Find("user") is { } user ? WireReading.ReadNamed<User>(user) : null,
            Created = body["created"].Time,
            Updated = body["updated"].Time,
        };
    }

    /// <summary>
    /// Returns a stack with the components that were read before the change. Reading them afterwards could fail, and the change would
    /// seem to have failed.
    /// </summary>
    private static Stack Complete(Stack bare, IReadOnlyList<Component> parts) => bare with
    {
        Components = [.. bare.Components.Select(component => parts.FirstOrDefault(part => part.Id == component.Id) ?? component)],
    };

    private async Task<IReadOnlyList<Component>> ComponentsOfAsync(Stack stack, CancellationToken cancellationToken)
    {
        var found = await components.ReadAllAsync(new QueryText().With("stack_id", stack.Id.ToString()), cancellationToken);
        return [.. stack.Components.Select(bare => found.FirstOrDefault(component => component.Id == bare.Id) ?? bare)];
    }

    private async Task<Stack> RequireChangeableAsync(Id<Stack> id, CancellationToken cancellationToken)
    {
        var stack = await GetAsync(id, cancellationToken);
        return stack.IsDefault
            ? throw new ZenException(
                ErrorCode.NotAllowed,
                "The default stack cannot be changed or deleted. Register your own: zenml stack register --help")
            : stack;
    }

    private async Task<IReadOnlyList<Component>> RequireAsync(
        Id<Workspace> workspace, IEnumerable<Id<Component>> ids, CancellationToken cancellationToken)
    {
        var found = new List<Component>();
        foreach (var id in ids)
        {
            Component? component;
            try
            {
                component = await components.GetAsync(id, cancellationToken);
            }
            catch (ZenException exception) when (exception.Code == ErrorCode.NotFound)
            {
                component = null;
            }

            found.Add(component is not null && component.Workspace.Id == workspace
                ? component
                : throw new ZenException(ErrorCode.NotFound, $"There is no component with the id {id} in this workspace."));
        }

        return found;
    }
}
