using ZenML.Core.Accounts.Credentials;
using ZenML.Core.Secrets;
using ZenML.Protocol.Extensions;
using ZenML.Protocol.Json;
using ZenML.Server.Http;
using ZenML.Server.Http.Changes;
using ZenML.Server.Http.Parsing;
using ZenML.Server.Http.Responses;
using ZenML.Server.Users;

namespace ZenML.Server.Extensions;

/// <summary>The password resets by administrators: lists them for the owner of an account, and shows private secrets again.</summary>
internal static class PasswordResetsEndpoints
{
    private const string Part = "user_name_or_id";

    /// <summary>Adds the routes.</summary>
    public static void MapPasswordResets(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(ExtensionPaths.PasswordResets, ListAsync);
        routes.MapPost(ExtensionPaths.ConfirmPasswordReset, ConfirmAsync).WithMetadata(SmallBody.Instance);
        routes.MapPost(ExtensionPaths.ReleaseSecrets($"{{{Part}}}"), ReleaseAsync).WithMetadata(SmallBody.Instance);
    }

    private static async Task ConfirmAsync(HttpContext http)
    {
        var mistakes = new RequestMistakes();
        var body = await RequestBody.ReadAsync(http, mistakes);
        var password = new SensitiveString(body.RequiredText("old_password"));
        mistakes.ThrowIfAny();
        await http.ChangeAsync(changing => changing.Accounts.ConfirmResetAsync(password, http.RequestAborted));
    }

    private static Task ReleaseAsync(HttpContext http) => http.ChangeAsync(
        changing => changing.Accounts.ReleaseSecretsAsync(http.PathText(Part), http.RequestAborted),
        (user, _) => user.ToWire(hydrate: false),
        ContractsJson.Wire.UserResource);

    private static async Task ListAsync(HttpContext http)
    {
        var resets = await http.GetServices().Accounts.FindOwnPasswordResetsAsync(http.RequestAborted);
        await http.AnswerAsync([.. resets.Select(ToWire)], ContractsJson.Wire.IReadOnlyListPasswordResetResource);
    }

    private static PasswordResetResource ToWire(PasswordReset reset) => new()
    {
        Id = reset.Id.Value,
        Administrator = reset.AdministratorName,
        Completed = reset.Completed,
        Logins = reset.Logins,
        HidesSecrets = reset.HidesSecrets,
        ReleasedBy = reset.ReleasedBy,
    };
}
