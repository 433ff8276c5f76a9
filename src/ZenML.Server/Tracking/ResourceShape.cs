using System.Text.Json.Serialization.Metadata;
using ZenML.Core;
using ZenML.Core.Querying;
using ZenML.Core.Resources;
using ZenML.Protocol.Envelopes;
using ZenML.Server.Http;
using ZenML.Server.Http.Changes;
using ZenML.Server.Http.Directories;
using ZenML.Server.Http.Parsing;
using ZenML.Server.Http.Responses;

namespace ZenML.Server.Tracking;

/// <summary>How one kind of resource is listed, returned, created and changed: what its endpoints have in common.</summary>
/// <typeparam name="TItem">The resource.</typeparam>
/// <typeparam name="TResource">The resource as it travels.</typeparam>
internal sealed record ResourceShape<TItem, TResource>
    where TItem : class
{
    /// <summary>Converts a resource, hydrated or not.</summary>
    public required Func<TItem, NamedLoader, bool, TResource> ToWire { get; init; }

    /// <summary>How a resource is written.</summary>
    public required JsonTypeInfo<TResource> Type { get; init; }

    /// <summary>How a page is written.</summary>
    public required JsonTypeInfo<ResourcePage<TResource>> PageType { get; init; }

    /// <summary>Collects the accounts and workspaces that a resource nests.</summary>
    public Func<NamedLoader, TItem, NamedLoader> Collect { get; init; } = (named, _) => named;

    /// <summary>Adds related resources to the hydrated answers of GET and PUT of one resource.</summary>
    public Func<TResource, TResource> WithResources { get; init; } = resource => resource;

    /// <summary>Reads related resources and adds them to the hydrated answer of GET of one resource.</summary>
    public Func<HttpContext, TItem, TResource, Task<TResource>> RelateAsync { get; init; } = (_, _, resource) => Task.FromResult(resource);

    /// <summary>Whether GET of one resource is hydrated if the request does not say.</summary>
    public bool IsHydratedByDefault { get; init; } = true;

    /// <summary>Answers with a page.</summary>
    /// <param name="http">The request.</param>
    /// <param name="read">Reads what is asked for.</param>
    /// <param name="list">Lists it; the last argument says whether details are needed.</param>
    public async Task ListAsync(
        HttpContext http, Func<RequestQuery, ListQuery> read, Func<IServerServices, ListQuery, bool, Task<Page<TItem>>> list)
    {
        var query = new RequestQuery(http, new RequestMistakes());
        var hydrate = query.Hydrate(otherwise: false);
        var page = await list(http.GetServices(), read(query), hydrate);
        var named = await new NamedLoader().AddAll(page.Items, Collect).LoadAsync(http);
        await http.AnswerAsync(page.ToWire(item => ToWire(item, named, hydrate)), PageType);
    }

    /// <summary>Answers with the resource that the path names by its id.</summary>
    /// <param name="http">The request.</param>
    /// <param name="part">The part of the path.</param>
    /// <param name="get">Gets the resource; the last argument says whether details are needed.</param>
    public Task GetAsync(HttpContext http, string part, Func<IServerServices, Id<TItem>, bool, Task<TItem>> get)
    {
        var mistakes = new RequestMistakes();
        var id = http.PathId<TItem>(part, mistakes);
        return GetAsync(http, mistakes, (services, hydrate) => get(services, id, hydrate));
    }

    /// <summary>Answers with the resource that the path names by its name or id.</summary>
    public Task FindAsync(HttpContext http, string part, Func<IServerServices, string, Task<TItem>> find) =>
        GetAsync(http, new RequestMistakes(), (services, _) => find(services, http.PathText(part)));

    /// <summary>Makes a change and answers with the resource that it returns.</summary>
    public Task CreateAsync(HttpContext http, Func<IServerServices, Task<TItem>> create) => http.ChangeAsync(
        create, (item, named) => ToWire(item, named, true), Type, (named, item) => Collect(named, item));

    /// <summary>Makes a change of a resource and answers with it and its related resources.</summary>
    public Task UpdateAsync(HttpContext http, Func<IServerServices, Task<TItem>> update) => http.ChangeAsync(
        update, (item, named) => WithResources(ToWire(item, named, true)), Type, (named, item) => Collect(named, item));

    private async Task GetAsync(HttpContext http, RequestMistakes mistakes, Func<IServerServices, bool, Task<TItem>> get)
    {
        var hydrate = new RequestQuery(http, mistakes).Hydrate(IsHydratedByDefault);
        mistakes.ThrowIfAny();
        var item = await get(http.GetServices(), hydrate);
        var resource = ToWire(item, await Collect(new NamedLoader(), item).LoadAsync(http), hydrate);
        await http.AnswerAsync(hydrate ? await RelateAsync(http, item, WithResources(resource)) : resource, Type);
    }
}
