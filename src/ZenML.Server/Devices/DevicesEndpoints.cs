using ZenML.Core;
using ZenML.Core.Accounts.Devices;
using ZenML.Core.Secrets;
using ZenML.Protocol.Devices;
using ZenML.Protocol.Json;
using ZenML.Protocol.Paths;
using ZenML.Server.Authentication;
using ZenML.Server.Http;
using ZenML.Server.Http.Changes;
using ZenML.Server.Http.Connections;
using ZenML.Server.Http.Directories;
using ZenML.Server.Http.Parsing;
using ZenML.Server.Http.Responses;
using ZenML.Server.Users;

namespace ZenML.Server.Devices;

/// <summary>The device flow and devices: section 5 of the contract.</summary>
internal static class DevicesEndpoints
{
    private const string Part = "device_id";

    /// <summary>Adds the routes.</summary>
    public static void MapDevices(this IEndpointRouteBuilder api)
    {
        const string device = $"{ApiPaths.Devices}/{{{Part}}}";
        api.MapPost(ApiPaths.DeviceAuthorization, BeginAsync).AllowAnonymous();
        api.MapGet(ApiPaths.Devices, ListAsync);
        api.MapGet(device, GetAsync);
        api.MapPut(device, UpdateAsync).WithMetadata(SmallBody.Instance);
        api.MapDelete(device, DeleteAsync);
        api.MapPut(device + ApiPaths.Verify, VerifyAsync).WithMetadata(SmallBody.Instance);
    }

    private static async Task BeginAsync(HttpContext http)
    {
        var form = await LoginForm.ReadAsync(http);
        var mistakes = new RequestMistakes();
        if (!Guid.TryParse(form["client_id"], out var client))
        {
            mistakes.Add("body -> client_id", form["client_id"] is null
                ? "field required (type=value_error.missing)"
                : "value is not a valid uuid (type=type_error.uuid)");
        }

        mistakes.ThrowIfAny();
        var description = DeviceWire.Describe(http.Request.Headers.UserAgent.ToString(), http.GetAddress());
        var begun = await http.RequestServices.GetRequiredService<DeviceFlow>().BeginAsync(
            client, description, http.GetClientAddress(), http.RequestAborted);
        var code = begun.UserCode.Reveal();
        var page = ForwardedPrefix.AddressOf(http.Request, VerificationPage.Path);
        await http.AnswerAsync(
            new DeviceAuthorizationResponse
            {
                DeviceCode = begun.DeviceCode.Reveal(),
                UserCode = code,
                VerificationUri = page,
                VerificationUriComplete = $"{page}?device_id={begun.Device.Id}&user_code={code}",
                ExpiresIn = (long)begun.Lifetime.TotalSeconds,
                Interval = (long)begun.Interval.TotalSeconds,
            },
            ContractsJson.Wire.DeviceAuthorizationResponse);
    }

    private static async Task ListAsync(HttpContext http)
    {
        var query = new RequestQuery(http, new RequestMistakes());
        var hydrate = query.Hydrate(otherwise: false);
        var page = await http.GetServices().Devices.ListAsync(query.List(DeviceFields.All), http.RequestAborted);
        var named = await new NamedLoader().Add(http.GetCaller().UserId).LoadAsync(http);
        await http.AnswerAsync(page.ToWire(device => device.ToWire(named, hydrate)), ContractsJson.Wire.ResourcePageDeviceResource);
    }

    private static async Task GetAsync(HttpContext http)
    {
        var mistakes = new RequestMistakes();
        var id = http.PathId<Device>(Part, mistakes);
        var query = new RequestQuery(http, mistakes);
        var hydrate = query.Hydrate(otherwise: true);
        mistakes.ThrowIfAny();
        var code = query.Text("user_code") is { } text ? new SensitiveString(text) : null;

        // A read, but it counts wrong codes.
        await ChangeAsync(http, changing => changing.Devices.GetAsync(id, code, http.RequestAborted), hydrate);
    }

    private static async Task UpdateAsync(HttpContext http)
    {
        var mistakes = new RequestMistakes();
        var id = http.PathId<Device>(Part, mistakes);
        var isLocked = (await RequestBody.ReadAsync(http, mistakes)).Boolean("locked");
        mistakes.ThrowIfAny();
        await ChangeAsync(http, changing => changing.Devices.SetLockedAsync(id, isLocked, http.RequestAborted));
    }

    private static Task DeleteAsync(HttpContext http) => http.DeleteAsync<Device>(
        Part, (changing, id) => changing.Devices.DeleteAsync(id, http.RequestAborted));

    private static async Task VerifyAsync(HttpContext http)
    {
        var mistakes = new RequestMistakes();
        var id = http.PathId<Device>(Part, mistakes);
        var body = await RequestBody.ReadAsync(http, mistakes);
        var code = new SensitiveString(body.RequiredText("user_code", 255));
        var isTrusted = body.Boolean("trusted_device") ?? false;
        mistakes.ThrowIfAny();
        await ChangeAsync(http, changing => changing.Devices.VerifyAsync(id, code, isTrusted, http.RequestAborted));
    }

    private static Task ChangeAsync(HttpContext http, Func<IServerServices, Task<Device>> change, bool hydrate = true) =>
        http.ChangeAsync(
            change,
            (device, named) => device.ToWire(named, hydrate),
            ContractsJson.Wire.DeviceResource,
            (named, device) => named.Add(device.User));
}
