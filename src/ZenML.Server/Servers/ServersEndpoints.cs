using ZenML.Core.Errors;
using ZenML.Core.Servers;
using ZenML.Protocol.Json;
using ZenML.Protocol.Paths;
using ZenML.Protocol.Servers;
using ZenML.Server.Authentication;
using ZenML.Server.Configuration;
using ZenML.Server.Http;
using ZenML.Server.Http.Changes;
using ZenML.Server.Http.Parsing;
using ZenML.Server.Http.Responses;
using ZenML.Stores.Servers;

namespace ZenML.Server.Servers;

/// <summary>Information about the server, and its settings: section 5 of the contract.</summary>
internal static class ServersEndpoints
{
    /// <summary>Adds the routes.</summary>
    public static void MapServers(this IEndpointRouteBuilder api)
    {
        api.MapGet(ApiPaths.Info, InformAsync).AllowAnonymous();
        api.MapGet(ApiPaths.Settings, GetSettingsAsync);
        api.MapPut(ApiPaths.Settings, UpdateSettingsAsync).WithMetadata(SmallBody.Instance);
        api.MapPut(ApiPaths.Activate, ActivateAsync).AllowAnonymous();
    }

    private static Task InformAsync(HttpContext http) => http.AnswerAsync(
        new ServerInfo
        {
            Id = http.RequestServices.GetRequiredService<AccessTokens>().ServerId,
            Version = Health.HealthEndpoints.ApiVersion,
            DatabaseType = http.RequestServices.GetRequiredService<ServerOptions>().Store.Kind switch
            {
                StoreKind.Sqlite => "sqlite",
                StoreKind.MySql => "mysql",
                _ => "other",
            },
        },
        ContractsJson.Wire.ServerInfo);

    private static async Task GetSettingsAsync(HttpContext http)
    {
        var mistakes = new RequestMistakes();
        var hydrate = new RequestQuery(http, mistakes).Hydrate(otherwise: true);
        mistakes.ThrowIfAny();
        await AnswerAsync(http, await http.GetServices().Settings.GetAsync(http.RequestAborted), hydrate);
    }

    private static async Task UpdateSettingsAsync(HttpContext http)
    {
        var mistakes = new RequestMistakes();
        var body = await RequestBody.ReadAsync(http, mistakes);
        var update = new ServerSettingsUpdate
        {
            ServerName = body.Text("server_name", 255),
            LogoUrl = body.Text("logo_url", 65_535),
            EnableAnalytics = body.Boolean("enable_analytics"),
            DisplayAnnouncements = body.Boolean("display_announcements"),
            DisplayUpdates = body.Boolean("display_updates"),
            OnboardingState = body.Map("onboarding_state"),
        };
        mistakes.ThrowIfAny();
        await http.ChangeAsync(
            changing => changing.Settings.UpdateAsync(update, http.RequestAborted),
            (settings, _) => settings.ToWire(hydrate: true),
            ContractsJson.Wire.ServerSettingsResource);
    }

    /// <remarks>The server creates its administrator at the start, so there is nothing to activate.</remarks>
    private static Task ActivateAsync(HttpContext http) => throw new ZenException(ErrorCode.NotAllowed, "The server is already active.");

    private static Task AnswerAsync(HttpContext http, Core.Servers.ServerSettings settings, bool hydrate) =>
        http.AnswerAsync(settings.ToWire(hydrate), ContractsJson.Wire.ServerSettingsResource);
}
