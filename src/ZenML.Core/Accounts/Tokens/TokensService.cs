using ZenML.Core.Accounts.Credentials;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Auditing;
using ZenML.Core.Errors;
using ZenML.Core.Persistence;
using ZenML.Core.Querying;
using ZenML.Core.Resources;
using ZenML.Core.Time;

namespace ZenML.Core.Accounts.Tokens;

/// <summary>Lists and revokes access tokens.</summary>
public sealed class TokensService(Caller caller, ServiceDependencies dependencies) : ITokensService
{
    private readonly AuditTrail audit = new(caller, dependencies, "token");

    /// <inheritdoc />
    public Task<Page<IssuedToken>> ListAsync(ListQuery query, bool ofEveryone, CancellationToken cancellationToken)
    {
        Permission.RequirePersonalSession(caller, "list tokens");
        if (ofEveryone)
        {
            Permission.RequireAdmin(caller, "list the tokens of other accounts");
        }

        var parsed = QueryParser.Parse(query, IssuedTokenFields.All);
        return dependencies.Database.ReadAsync(
            async (unit, token) =>
            {
                var only = ofEveryone ? (Id<User>?)null : caller.UserId;
                var page = await unit.Tokens.ListAsync(parsed, only, dependencies.Clock.GetUtcNow(), token);
                return page.EnsureInRange().Select(found => found with { IsCurrent = found.Id.Value == caller.TokenId });
            },
            cancellationToken);
    }

    /// <inheritdoc />
    public Task RevokeAsync(Id<IssuedToken> id, CancellationToken cancellationToken) => audit.ChangeAsync(
        AuditAction.Logout,
        async (unit, token) =>
        {
            Permission.RequirePersonalSession(caller, "revoke tokens");
            var found = await RequireAsync(unit, id, token);
            if (found is { IsDerived: false, Device: { } device })
            {
                await unit.Devices.DeleteAsync(device, token);
            }
            else
            {
                var now = dependencies.Clock.GetMicrosecondUtcNow();
                await unit.Credentials.RevokeAsync(id.Value, now, now - LogoutService.LongestTokenLifetime, token);
            }

            return found;
        },
        (unit, token) => RequireAsync(unit, id, token),
        cancellationToken);

    private async Task<IssuedToken> RequireAsync(IUnitOfWork unit, Id<IssuedToken> id, CancellationToken cancellationToken) =>
        await unit.Tokens.FindAsync(id, dependencies.Clock.GetUtcNow(), cancellationToken) is { } found
            && (caller.IsAdmin || Permission.IsSelf(caller, found.Account.Id))
            ? found
            : throw new ZenException(ErrorCode.NotFound, $"There is no token with the id {id}.");
}
