using ZenML.Core;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Stacks.Configurations;
using ZenML.Core.Stacks.Flavors;
using ZenML.Core.Workspaces;
using ZenML.Formats;
using ZenML.Protocol.Errors;
using ZenML.Protocol.Json;
using ZenML.Protocol.Paths;
using ZenML.Server.Components;
using ZenML.Server.Http;
using ZenML.Server.Http.Changes;
using ZenML.Server.Http.Directories;
using ZenML.Server.Http.Parsing;
using ZenML.Server.Http.Responses;

namespace ZenML.Server.Flavors;

/// <summary>Flavors: section 10 of the contract.</summary>
internal static class FlavorsEndpoints
{
    private const string IdPart = "flavor_id";
    private const int LongestText = 255;
    private const int LongestSchema = 65_535;

    private static readonly string[] OptionalTexts =
        ["integration", "logo_url", "docs_url", "sdk_docs_url", "connector_type", "connector_resource_type", "connector_resource_id_attr"];

    /// <summary>Adds the routes.</summary>
    public static void MapFlavors(this IEndpointRouteBuilder api)
    {
        const string flavor = $"{ApiPaths.Flavors}/{{{IdPart}}}";
        api.MapGet(ApiPaths.Flavors, ListAsync);
        api.MapPost(ApiPaths.Flavors, CreateAsync);
        api.MapGet(flavor, GetAsync);
        api.MapPut(flavor, UpdateAsync);
        api.MapDelete(flavor, DeleteAsync);

        // Every new store contains the built-in flavors, so there is nothing to update.
        api.MapPatch(ApiPaths.SyncFlavors, http => http.AnswerNullAsync());
    }

    private static async Task ListAsync(HttpContext http)
    {
        var query = new RequestQuery(http, new RequestMistakes());
        var hydrate = query.Hydrate(otherwise: false);
        var page = await http.GetServices().Flavors.ListAsync(query.List(FlavorFields.All), http.RequestAborted);
        var named = await LoadNamedAsync(http, page.Items, hydrate);
        await http.AnswerAsync(page.ToWire(flavor => flavor.ToWire(named, hydrate)), ContractsJson.Wire.ResourcePageFlavorResource);
    }

    private static async Task CreateAsync(HttpContext http)
    {
        var mistakes = new RequestMistakes();
        var body = await RequestBody.ReadAsync(http, mistakes);
        var user = body.RequiredId<User>("user");
        var inWorkspace = body.Id<Workspace>("workspace");
        var name = body.RequiredText("name", LongestText);
        var type = body.Require("type") ? body.Type() ?? default : default;
        var source = body.RequiredText("source", LongestText);
        var schema = body.RequiredMap("config_schema");
        var definition = Change(body)(
            new FlavorDefinition { Name = name, Type = type, Source = source, Schema = FlavorJsonSchema.Read(schema) });
        body.Boolean("is_custom");
        mistakes.ThrowIfAny();

        EnsureShort(schema);
        http.EnsureCaller(user);
        var services = http.GetServices();
        var workspace = inWorkspace
            ?? (await services.Workspaces.FindAsync(Workspace.DefaultName, LookupMode.Exact, http.RequestAborted)).Id;
        await ChangeAsync(http, changing => changing.Flavors.RegisterAsync(workspace, definition, http.RequestAborted));
    }

    private static async Task GetAsync(HttpContext http)
    {
        var mistakes = new RequestMistakes();
        var id = http.PathId<Flavor>(IdPart, mistakes);
        var hydrate = new RequestQuery(http, mistakes).Hydrate(otherwise: true);
        mistakes.ThrowIfAny();
        await AnswerAsync(http, await http.GetServices().Flavors.GetAsync(id, http.RequestAborted), hydrate);
    }

    private static async Task UpdateAsync(HttpContext http)
    {
        var mistakes = new RequestMistakes();
        var id = http.PathId<Flavor>(IdPart, mistakes);
        var body = await RequestBody.ReadAsync(http, mistakes);
        var change = Change(body);
        mistakes.ThrowIfAny();

        EnsureShort(body.Map("config_schema"));
        await ChangeAsync(http, changing => changing.Flavors.UpdateAsync(id, new FlavorUpdate(change), http.RequestAborted));
    }

    private static Task DeleteAsync(HttpContext http) => http.DeleteAsync<Flavor>(
        IdPart, (changing, id) => changing.Flavors.DeleteAsync(id, http.RequestAborted));

    /// <summary>
    /// Applies the fields of the body to a flavor. Absent fields stay unchanged, and so do required fields that are null.
    /// </summary>
    private static Func<FlavorDefinition, FlavorDefinition> Change(RequestBody body)
    {
        var (name, type, source, schema) = (
            body.Text("name", LongestText), body.Type(), body.Text("source", LongestText), body.Map("config_schema"));
        var texts = OptionalTexts.Where(body.Has).ToDictionary(field => field, field => body.Text(field, LongestText));
        return current => current with
        {
            Name = name ?? current.Name,
            Type = type ?? current.Type,
            Source = source ?? current.Source,
            Schema = schema is null ? current.Schema : FlavorJsonSchema.Read(schema),
            JsonSchema = schema ?? current.JsonSchema,
            Integration = texts.GetValueOrDefault("integration", current.Integration),
            LogoUrl = texts.GetValueOrDefault("logo_url", current.LogoUrl),
            DocsUrl = texts.GetValueOrDefault("docs_url", current.DocsUrl),
            SdkDocsUrl = texts.GetValueOrDefault("sdk_docs_url", current.SdkDocsUrl),
            ConnectorType = texts.GetValueOrDefault("connector_type", current.ConnectorType),
            ConnectorResourceType = texts.GetValueOrDefault("connector_resource_type", current.ConnectorResourceType),
            ConnectorResourceIdAttribute = texts.GetValueOrDefault("connector_resource_id_attr", current.ConnectorResourceIdAttribute),
        };
    }

    private static void EnsureShort(ConfigurationMap? schema)
    {
        if (schema is not null && ConfigurationJson.Write(schema).Length > LongestSchema)
        {
            throw HttpFailure.Named(400, ErrorClass.Value, $"The schema of a flavor can have at most {LongestSchema} characters as JSON.");
        }
    }

    private static Task ChangeAsync(HttpContext http, Func<IServerServices, Task<Flavor>> change) => http.ChangeAsync(
        change,
        (flavor, named) => flavor.ToWire(named, hydrate: true),
        ContractsJson.Wire.FlavorResource,
        (named, flavor) => named.Add(flavor.User).Add(flavor.Workspace));

    private static async Task AnswerAsync(HttpContext http, Flavor flavor, bool hydrate)
    {
        var named = await LoadNamedAsync(http, [flavor], hydrate);
        await http.AnswerAsync(flavor.ToWire(named, hydrate), ContractsJson.Wire.FlavorResource);
    }

    private static Task<NamedLoader> LoadNamedAsync(HttpContext http, IEnumerable<Flavor> flavors, bool hydrate)
    {
        var named = new NamedLoader();
        foreach (var flavor in flavors)
        {
            named.Add(flavor.User).Add(hydrate ? flavor.Workspace : null);
        }

        return named.LoadAsync(http);
    }
}
