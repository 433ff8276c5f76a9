using ZenML.Core.Accounts.Users;
using ZenML.Core.Auditing;
using ZenML.Core.Errors;
using ZenML.Core.Persistence;
using ZenML.Core.Resources;
using ZenML.Core.Secrets;
using ZenML.Core.Time;

namespace ZenML.Core.Accounts.Credentials;

/// <summary>
/// Logs service accounts in with API keys. Why a valid key cannot be used (inactive, expired, from a wrong network) is told only to its
/// holder: everyone else gets the same answer for every key.
/// </summary>
internal sealed class ApiKeyLogin(ServiceDependencies dependencies)
{
    private const string WrongKey = "The API key is not valid.";

    private readonly LoginAttempts attempts = new(dependencies);

    private readonly LoginRecords records = new(dependencies);

    /// <summary>Logs a service account in; see <see cref="LoginService.WithApiKeyAsync"/>.</summary>
    public async Task<LoginGrant> LogInAsync(
        Id<ApiKey>? id, SensitiveString secret, ClientAddress from, TimeSpan lifetime, CancellationToken cancellationToken)
    {
        var now = dependencies.Clock.GetMicrosecondUtcNow();
        var found = id is { } known
            ? await dependencies.Database.ReadAsync((unit, token) => FindAsync(unit, known, from, token), cancellationToken)
            : null;
        var attempt = LoginAttempt.ForApiKey(found?.Key.Id, from, found?.LastLogin, now);
        var refusal = records.Event(AuditOutcome.Refused, found?.Account, from);
        await attempts.EnsureAllowedAsync(attempt, refusal, cancellationToken);
        if (found is null || found.Hashes.FindGeneration(secret, now) is not { } generation)
        {
            await attempts.FailAsync(attempt, records.Event(AuditOutcome.Failed, found?.Account, from));
            throw new ZenException(ErrorCode.NotAuthenticated, WrongKey);
        }

        var (key, account) = (found.Key, found.Account);
        if (FindProblem(key, account, from.Text, now) is { } problem)
        {
            await attempts.FailAsync(attempt, OfKey(refusal, key.Id, key.Name));
            throw new ZenException(ErrorCode.NotAuthenticated, problem);
        }

        var claims = TokenClaims.OfLogin(account.Id, found.Credentials.Generation) with { ApiKey = key.Id, ApiKeyGeneration = generation };
        var grant = new LoginGrant(account, claims)
        {
            Lifetime = key.Expires is { } end && end - now < lifetime ? end - now : lifetime,
        };
        await dependencies.Database.WriteAsync(
            async (unit, token) =>
            {
                await unit.ApiKeys.RecordLoginAsync(key.Id, now, from.Text, token);
                await attempts.SucceedAsync(unit, attempt, account, token);
                await records.SucceedAsync(unit, grant, from, token);
            },
            cancellationToken);
        return grant;
    }

    /// <summary>Throws if the API key of a token has expired or cannot be used from an address. Records that, once an hour.</summary>
    /// <param name="id">The key of the token.</param>
    /// <param name="state">The state of the token.</param>
    /// <param name="address">The network address of the caller; null if unknown.</param>
    /// <param name="now">The time.</param>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotAuthenticated"/>.</exception>
    public void EnsureUsable(Id<ApiKey> id, TokenState state, string? address, DateTimeOffset now)
    {
        var key = state.Key!;
        if (FindProblem(key.Name, state.Name, key.Expires, key.Networks, address, now) is not { } problem)
        {
            return;
        }

        var caller = new Caller(state.UserId, state.Name, state.IsAdmin) { Address = address };
        var refusal = AuditEvent.Of(caller, now, AuditAction.Login, "api_key", null, AuditOutcome.Refused);
        dependencies.Reads.RecordRepeated($"api_key\n{id}\n{address}", OfKey(refusal, id, key.Name));
        throw new ZenException(ErrorCode.NotAuthenticated, problem);
    }

    private static AuditEvent OfKey(AuditEvent refusal, Id<ApiKey> id, string name) =>
        refusal with { ResourceType = "api_key", ResourceId = id.Value, ResourceName = name };

    private static async Task<FoundKey?> FindAsync(
        IUnitOfWork unit, Id<ApiKey> id, ClientAddress from, CancellationToken cancellationToken)
    {
        if (await unit.ApiKeys.FindWithHashesAsync(id, cancellationToken) is not { } found)
        {
            return null;
        }

        var account = (await unit.Users.ServiceAccounts.FindByIdAsync(found.Key.ServiceAccount.Value, cancellationToken))!;
        return new FoundKey(
            found.Key, found.Hashes, account, await unit.Credentials.FindAsync(account.Id, cancellationToken),
            await unit.LoginHistory.FindLastLoginAsync(account.Id, from.Host, cancellationToken));
    }

    private string? FindProblem(ApiKey key, User account, string? address, DateTimeOffset now) =>
        !key.IsActive
            ? MessageText.Of($"The API key '{key.Name}' of the service account '{account.Name}' is not active.")
            : !account.IsActive
                ? MessageText.Of($"The service account '{account.Name}' is not active.")
                : FindProblem(key.Name, account.Name, key.Expires, key.Networks, address, now);

    private string? FindProblem(
        string key, string account, DateTimeOffset? expires, IReadOnlyList<string> networks, string? address, DateTimeOffset now) =>
        expires <= now
            ? MessageText.Of($"The API key '{key}' of the service account '{account}' has expired. Ask an administrator to rotate it.")
            : networks.Count > 0 && !networks.Any(network => dependencies.Networks.Contains(network, address))
                ? MessageText.Of(
                    $"The API key '{key}' of the service account '{account}' cannot be used from {address ?? "an unknown address"}.")
                : null;

    private sealed record FoundKey(
        ApiKey Key, ApiKeyHashes Hashes, User Account, AccountCredentials Credentials, DateTimeOffset? LastLogin);
}
