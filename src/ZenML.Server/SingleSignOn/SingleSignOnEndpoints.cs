using System.Globalization;
using ZenML.Core.Accounts.SingleSignOn;
using ZenML.Protocol.Extensions;
using ZenML.Protocol.Json;
using ZenML.Server.Authentication;
using ZenML.Server.Configuration;
using ZenML.Server.Http;
using ZenML.Server.Http.Changes;
using ZenML.Server.Http.Parsing;
using ZenML.Server.Http.Responses;
using ZenML.Server.Identity;

namespace ZenML.Server.SingleSignOn;

/// <summary>Single sign-on of people, and which person an account belongs to: an extension of this server.</summary>
internal static class SingleSignOnEndpoints
{
    private const string Part = "user_name_or_id";

    /// <summary>Adds the routes.</summary>
    public static void MapSingleSignOn(this IEndpointRouteBuilder api)
    {
        var identity = ExtensionPaths.OfLinkedIdentity($"{{{Part}}}");
        api.MapGet(ExtensionPaths.SingleSignOn, DescribeAsync).AllowAnonymous();
        api.MapPost(ExtensionPaths.SingleSignOnStart, StartAsync).AllowAnonymous();
        api.MapGet(identity, GetAsync);
        api.MapPut(identity, LinkAsync).WithMetadata(SmallBody.Instance);
        api.MapDelete(identity, UnlinkAsync);
    }

    private static async Task DescribeAsync(HttpContext http)
    {
        var options = http.RequestServices.GetService<SingleSignOnOptions>() ?? throw NoProvider();
        ProviderEndpoints endpoints;
        try
        {
            endpoints = await http.RequestServices.GetRequiredService<ProviderDiscovery>().FindAsync(http.RequestAborted);
        }
        catch (IssuerFailure)
        {
            // The reason is in the log; it can name addresses of the network that the server is in.
            var failure = HttpFailure.Plain(503, "The identity provider does not answer. Try again in a minute.");
            failure.Headers["Retry-After"] = IssuerKeys.Pause.TotalSeconds.ToString(CultureInfo.InvariantCulture);
            throw failure;
        }

        await http.AnswerAsync(
            new SingleSignOnBody
            {
                Issuer = options.Rules.Issuer,
                ClientId = options.Rules.ClientId,
                Scopes = options.Scopes,
                Name = options.Name,
                AuthorizationEndpoint = endpoints.Authorization.AbsoluteUri,
                TokenEndpoint = endpoints.Token.AbsoluteUri,
                DeviceAuthorizationEndpoint = endpoints.DeviceAuthorization?.AbsoluteUri,
                NamesIssuer = endpoints.NamesIssuer,
                PasswordLogin = http.RequestServices.GetRequiredService<ServerOptions>().PasswordLogin.Text(),
            },
            ContractsJson.Wire.SingleSignOnBody);
    }

    private static async Task StartAsync(HttpContext http)
    {
        var logins = http.RequestServices.GetService<SingleSignOnLogins>() ?? throw NoProvider();
        var begun = await logins.BeginAsync(http.GetClientAddress(), http.RequestAborted);
        await http.AnswerAsync(
            new SingleSignOnStartBody { Nonce = begun.Nonce.Reveal(), ExpiresIn = (long)begun.Lifetime.TotalSeconds },
            ContractsJson.Wire.SingleSignOnStartBody);
    }

    private static async Task GetAsync(HttpContext http)
    {
        var identity = await http.GetServices().LinkedIdentities.FindAsync(http.PathText(Part), http.RequestAborted);
        await http.AnswerAsync(
            new LinkedIdentitiesBody { Identities = identity is null ? [] : [ToWire(identity)] }, ContractsJson.Wire.LinkedIdentitiesBody);
    }

    private static async Task LinkAsync(HttpContext http)
    {
        var mistakes = new RequestMistakes();
        var subject = (await RequestBody.ReadAsync(http, mistakes)).RequiredText("subject", LinkedIdentity.MaximumSubjectLength);
        mistakes.ThrowIfAny();
        await http.ChangeAsync(
            changing => changing.LinkedIdentities.LinkAsync(http.PathText(Part), subject, http.RequestAborted),
            (identity, _) => ToWire(identity),
            ContractsJson.Wire.LinkedIdentityResource);
    }

    private static Task UnlinkAsync(HttpContext http) =>
        http.ChangeAsync(changing => changing.LinkedIdentities.UnlinkAsync(http.PathText(Part), http.RequestAborted));

    private static HttpFailure NoProvider() => HttpFailure.Plain(404, "This server has no single sign-on.");

    private static LinkedIdentityResource ToWire(LinkedIdentity identity) => new()
    {
        AccountId = identity.Account.Id.Value,
        Account = identity.Account.Name,
        Issuer = identity.Issuer,
        Subject = identity.Subject,
        LinkedBy = identity.LinkedBy,
        LastLogin = identity.LastLogin,
        Created = identity.Created,
    };
}
