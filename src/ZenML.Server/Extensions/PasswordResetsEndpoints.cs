using ZenML.Core.Accounts.Credentials;
using ZenML.Protocol.Extensions;
using ZenML.Protocol.Json;
using ZenML.Server.Http;
using ZenML.Server.Http.Responses;

namespace ZenML.Server.Extensions;

/// <summary>Lists, for the owner of an account, the password resets by administrators.</summary>
internal static class PasswordResetsEndpoints
{
    /// <summary>Adds the routes.</summary>
    public static void MapPasswordResets(this IEndpointRouteBuilder routes) => routes.MapGet(ExtensionPaths.PasswordResets, ListAsync);

    private static async Task ListAsync(HttpContext http)
    {
        var resets = await http.GetServices().Accounts.FindOwnPasswordResetsAsync(http.RequestAborted);
        await http.AnswerAsync([.. resets.Select(ToWire)], ContractsJson.Wire.IReadOnlyListPasswordResetResource);
    }

    private static PasswordResetResource ToWire(PasswordReset reset) => new()
    {
        Id = reset.Id.Value, Administrator = reset.AdministratorName, Completed = reset.Completed, Logins = reset.Logins,
    };
}
