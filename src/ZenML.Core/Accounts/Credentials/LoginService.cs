using ZenML.Core.Access;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Auditing;
using ZenML.Core.Errors;
using ZenML.Core.Persistence;
using ZenML.Core.Resources;
using ZenML.Core.Secrets;
using ZenML.Core.Time;

namespace ZenML.Core.Accounts.Credentials;

/// <summary>
/// Authenticates callers by password, API key, activation token or access token. Failed logins are counted and
/// recorded. Created once per server, not per caller. The state of an account (unknown, without a password,
/// deactivated) is not revealed to anyone but its owner: the same is read, hashed, counted and returned.
/// </summary>
/// <param name="dependencies">The dependencies.</param>
/// <param name="allowsEmptyPassword">
/// Whether an account without a password can log in with an empty one, from this machine.
/// </param>
public sealed class LoginService(ServiceDependencies dependencies, bool allowsEmptyPassword)
{
    private const string WrongPassword = "The user name or password is wrong.";

    private const string WrongKey = "The API key is not valid.";

    private readonly AccessCache accesses = new(dependencies.Database);

    private readonly LoginAttempts attempts = new(dependencies);

    private readonly IPasswordHasher passwords = dependencies.Passwords;

    /// <summary>Logs a user in with a password.</summary>
    /// <param name="nameOrId">The name or id of the user.</param>
    /// <param name="password">The password.</param>
    /// <param name="from">The origin of the request.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.NotAuthenticated"/>, <see cref="ErrorCode.TooManyAttempts"/>,
    /// <see cref="ErrorCode.ServerBusy"/>.
    /// </exception>
    public async Task<LoginGrant> WithPasswordAsync(
        string nameOrId, SensitiveString password, ClientAddress from, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(nameOrId);
        ArgumentNullException.ThrowIfNull(password);
        ArgumentNullException.ThrowIfNull(from);
        var found = await FindAsync(nameOrId, from, cancellationToken);
        var attempt = LoginAttempt.ForPassword(found.User, nameOrId, from, found.LastLogin, dependencies.Clock.GetUtcNow());
        var refusal = Event(AuditOutcome.Refused, found.User, from);
        await attempts.EnsureAllowedAsync(attempt, refusal, cancellationToken);
        using (var lease = await passwords.AcquireAsync(Requester(attempt, found.User), cancellationToken))
        {
            // Again, for failures while this one waited. The lease is held until the failure is counted.
            await attempts.EnsureAllowedAsync(attempt, refusal, cancellationToken);
            if (!await IsCorrectAsync(lease, (found.User, found.Credentials), password, from))
            {
                await attempts.FailAsync(attempt, Event(AuditOutcome.Failed, found.User, from));
                throw new ZenException(ErrorCode.NotAuthenticated, WrongPassword);
            }

            if (!found.User!.IsActive)
            {
                await attempts.FailAsync(attempt, refusal);
                throw new ZenException(ErrorCode.NotAuthenticated, $"The user '{found.User.Name}' is not active.");
            }
        }

        await SucceedAsync(attempt, found.User, (_, _) => Task.CompletedTask, cancellationToken);
        return new LoginGrant(found.User, TokenClaims.OfLogin(found.User.Id, found.Credentials.Generation));
    }

    /// <summary>Logs a service account in with an API key.</summary>
    /// <param name="id">The key's id; null if the text is not an API key.</param>
    /// <param name="secret">The key's secret part.</param>
    /// <param name="from">The origin of the request.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.NotAuthenticated"/>, <see cref="ErrorCode.TooManyAttempts"/>.
    /// </exception>
    public async Task<LoginGrant> WithApiKeyAsync(
        Id<ApiKey>? id, SensitiveString secret, ClientAddress from, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(secret);
        ArgumentNullException.ThrowIfNull(from);
        var now = dependencies.Clock.GetMicrosecondUtcNow();
        var found = id is { } key
            ? await dependencies.Database.ReadAsync((unit, token) => FindAsync(unit, key, from, token), cancellationToken)
            : null;
        var attempt = LoginAttempt.ForApiKey(found?.Key.Id, from, found?.LastLogin, now);
        var refusal = Event(AuditOutcome.Refused, found?.Account, from);
        await attempts.EnsureAllowedAsync(attempt, refusal, cancellationToken);
        if (found is null || found.Hashes.FindGeneration(secret, now) is not { } generation)
        {
            await attempts.FailAsync(attempt, Event(AuditOutcome.Failed, found?.Account, from));
            throw new ZenException(ErrorCode.NotAuthenticated, WrongKey);
        }

        if (!found.Key.IsActive || !found.Account.IsActive)
        {
            await attempts.FailAsync(attempt, refusal);
            throw new ZenException(ErrorCode.NotAuthenticated, found.Key.IsActive
                ? MessageText.Of($"The service account '{found.Account.Name}' is not active.")
                : MessageText.Of($"The API key '{found.Key.Name}' of the service account '{found.Account.Name}' is not active."));
        }

        await SucceedAsync(
            attempt, found.Account, (unit, token) => unit.ApiKeys.RecordLoginAsync(found.Key.Id, now, token), cancellationToken);
        return new LoginGrant(found.Account, TokenClaims.OfLogin(found.Account.Id, found.Credentials.Generation) with
        {
            ApiKey = found.Key.Id, ApiKeyGeneration = generation,
        });
    }

    /// <summary>Authenticates the bearer of an access token.</summary>
    /// <param name="claims">The claims of the token. Its signature and expiry have been verified.</param>
    /// <param name="address">The network address of the caller.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotAuthenticated"/>.</exception>
    public async Task<Caller> AuthenticateAsync(TokenClaims claims, string? address, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(claims);
        var state = await dependencies.Database.ReadOneAsync(
            (unit, token) => unit.Credentials.FindTokenStateAsync(claims, token), cancellationToken);
        return TokenCheck.FindProblem(claims, state, dependencies.Clock.GetUtcNow()) is { } problem
            ? throw new ZenException(ErrorCode.NotAuthenticated, problem)
            : new Caller(state!.UserId, state.Name, state.IsAdmin)
            {
                Address = address, DirectoryVersion = state.DirectoryVersion, Session = claims.ToSession(),
                Access = state.Limit(await accesses.FindAsync(state.UserId, state.DirectoryVersion, cancellationToken)),
            };
    }

    /// <summary>Records a token that was issued for a program.</summary>
    public Task RecordIssuedTokenAsync(Caller caller, TokenClaims issued, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(issued);
        var issue = AuditEvent.Of(caller, dependencies.Clock.GetMicrosecondUtcNow(), AuditAction.IssueToken, "token", null);
        return dependencies.Database.WriteAsync(
            (unit, token) => unit.Audit.AddAsync([issue with { ResourceId = issued.Token }], token), cancellationToken);
    }

    /// <summary>Activates an account with its activation token, and sets its password.</summary>
    /// <param name="nameOrId">The name or id of the account.</param>
    /// <param name="activationToken">The token.</param>
    /// <param name="password">The new password; null to keep the one that the account has.</param>
    /// <param name="update">Further changes. Only the names, the email address and the metadata are used.</param>
    /// <param name="from">The origin of the request.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.NotAuthenticated"/>, <see cref="ErrorCode.TooManyAttempts"/>,
    /// <see cref="ErrorCode.ServerBusy"/>, <see cref="ErrorCode.InvalidArgument"/>,
    /// <see cref="ErrorCode.AlreadyExists"/>.
    /// </exception>
    public async Task<User> ActivateAsync(
        string nameOrId, SensitiveString activationToken, SensitiveString? password, UserUpdate update, ClientAddress from,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(nameOrId);
        ArgumentNullException.ThrowIfNull(update);
        ArgumentNullException.ThrowIfNull(from);
        var (user, credentials, lastLogin) = await FindAsync(nameOrId, from, cancellationToken);
        var attempt = LoginAttempt.ForPassword(user, nameOrId, from, lastLogin, dependencies.Clock.GetUtcNow());
        var refusal = Event(AuditOutcome.Refused, user, from) with { Action = AuditAction.Activate };
        await attempts.EnsureAllowedAsync(attempt, refusal, cancellationToken);
        if (user is null || !SecretToken.Matches(activationToken, credentials.Activation?.Hash))
        {
            await attempts.FailAsync(attempt, Event(AuditOutcome.Failed, user, from) with { Action = AuditAction.Activate });
            throw new ZenException(ErrorCode.NotAuthenticated, "The activation token is not valid for this user.");
        }

        if (credentials.Activation!.IsExpired(dependencies.Clock.GetUtcNow()))
        {
            throw new ZenException(ErrorCode.NotAuthenticated, "The activation token has expired. Ask an administrator for a new one.");
        }

        var requester = PasswordRequester.Trusted(user.Id, from.Host);
        var hash = password is not null ? await passwords.HashAsync(requester, PasswordRules.Check(password), cancellationToken)
            : credentials.PasswordHash
                ?? throw new ZenException(ErrorCode.InvalidArgument, "The account has no password yet. Set `password`.");
        var owner = new Caller(user.Id, user.Name, user.IsAdmin) { Address = from.Text };
        return await new AuditTrail(owner, dependencies, "user").ChangeAsync(
            AuditAction.Activate,
            async (unit, token) =>
            {
                var (current, present) = await FindAsync(unit, user.Id.ToString(), token);
                if (current is null || present.Activation?.Hash != credentials.Activation.Hash)
                {
                    throw new ZenException(ErrorCode.NotAuthenticated, "The activation token has already been used or replaced.");
                }

                if (update.Name is { } name && name != current.Name
                    && (await unit.Users.FindByNameAsync(ResourceName.CheckAccount("user", name), token)).Count > 0)
                {
                    throw new ZenException(ErrorCode.AlreadyExists, $"A user named '{name}' already exists.");
                }

                var now = dependencies.Clock.GetMicrosecondUtcNow();

                // Whoever has an activation token must not become an administrator with it.
                var allowed = update with { IsAdmin = null, IsActive = true, ExternalUserId = null };
                var changed = allowed.ApplyTo(current) with { Updated = now };
                await unit.Users.UpdateAsync(changed, token);
                await unit.Credentials.SaveAsync(present.WithTokensRevoked() with { PasswordHash = hash, Activation = null }, token);
                if (password is not null && present.PasswordHash is not null)
                {
                    await unit.Credentials.AddResetAsync(PasswordReset.Of(changed, present.Activation, now), token);
                }

                return changed;
            },
            cancellationToken);
    }

    private static PasswordRequester Requester(LoginAttempt attempt, User? user) =>
        attempt.IsFamiliarHost ? PasswordRequester.Trusted(user!.Id, attempt.From.Host) : PasswordRequester.Untrusted(attempt.From);

    private Task<(User? User, AccountCredentials Credentials, DateTimeOffset? LastLogin)> FindAsync(
        string nameOrId, ClientAddress from, CancellationToken cancellationToken) => dependencies.Database.ReadAsync(
        async (unit, token) =>
        {
            var (user, credentials) = await FindAsync(unit, nameOrId, token);
            return (user, credentials, await unit.LoginHistory.FindLastLoginAsync(credentials.User, from.Host, token));
        },
        cancellationToken);

    /// <remarks>
    /// Queries credentials even for an unknown account, so that the duration does not reveal whether it exists.
    /// </remarks>
    private static async Task<(User? User, AccountCredentials Credentials)> FindAsync(
        IUnitOfWork unit, string nameOrId, CancellationToken cancellationToken)
    {
        var user = Id<User>.TryParse(nameOrId, out var id) ? await unit.Users.FindByIdAsync(id.Value, cancellationToken) : null;
        user ??= (await unit.Users.FindByNameAsync(nameOrId, cancellationToken)).SingleOrDefault();
        user = user is { IsServiceAccount: true } ? null : user;
        return (user, await unit.Credentials.FindAsync(user?.Id ?? default, cancellationToken));
    }

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

    private async Task<bool> IsCorrectAsync(
        IHashingLease lease, (User? User, AccountCredentials Credentials) found, SensitiveString password, ClientAddress from)
    {
        // Always hashes, so that the duration reveals nothing about the account.
        SensitiveString stripped = CredentialText.Read(password.Reveal());
        var isCorrect = await lease.VerifyAsync(password, found.Credentials.PasswordHash)
            || (!stripped.Equals(password) && await lease.VerifyAsync(stripped, found.Credentials.PasswordHash));
        var canBeEmpty = allowsEmptyPassword && from.IsThisMachine && found.User is { IsActive: true }
            && found.Credentials is { PasswordHash: null, Activation: null };
        return found.User is not null && (isCorrect || (canBeEmpty && password.Reveal().Length == 0));
    }

    private Task<User> SucceedAsync(
        LoginAttempt attempt, User user, Func<IUnitOfWork, CancellationToken, Task> record, CancellationToken cancellationToken) =>
        dependencies.Database.WriteAsync(
            async (unit, token) =>
            {
                await record(unit, token);
                await attempts.SucceedAsync(unit, attempt, user, token);
                await unit.Audit.AddAsync([Event(AuditOutcome.Success, user, attempt.From)], token);
                await LoginsAfterReset.RecordAsync(unit, user, attempt.From.Text, dependencies.Clock.GetMicrosecondUtcNow(), token);
                return user;
            },
            cancellationToken);

    /// <remarks>Unknown names are not recorded, because users sometimes type a password into the wrong field.</remarks>
    private AuditEvent Event(AuditOutcome outcome, User? user, ClientAddress from)
    {
        var now = dependencies.Clock.GetMicrosecondUtcNow();
        return new AuditEvent
        {
            Id = AuditEvent.NewId(now),
            Created = now,
            UserId = user?.Id,
            UserName = user?.Name ?? "",
            Action = AuditAction.Login,
            ResourceType = user is { IsServiceAccount: true } ? "service_account" : "user",
            ResourceId = user?.Id.Value,
            ResourceName = user?.Name,
            Address = from.Text,
            Outcome = outcome,
        };
    }

    private sealed record FoundKey(
        ApiKey Key, ApiKeyHashes Hashes, User Account, AccountCredentials Credentials, DateTimeOffset? LastLogin);
}
