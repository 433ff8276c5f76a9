using ZenML.Core.Access;
using ZenML.Core.Accounts.SingleSignOn;
using ZenML.Core.Accounts.Tokens;
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

    private const string NoPasswords = "Password login is switched off. Log in with single sign-on: zenml connect --help";

    private readonly AccessCache accesses = new(dependencies.Database);

    private readonly LoginAttempts attempts = new(dependencies);

    private readonly LoginRecords records = new(dependencies);

    private readonly ApiKeyLogin keys = new(dependencies);

    private readonly IPasswordHasher passwords = dependencies.Passwords;

    /// <summary>How long the token of a login with a password or an API key is valid.</summary>
    public TimeSpan SessionLifetime { get; init; } = TimeSpan.FromDays(1);

    /// <summary>Who can log in with a password.</summary>
    public PasswordLogin PasswordLogin { get; init; }

    /// <summary>When and from where tokens and API keys were last used.</summary>
    public CredentialUses Uses { get; } = new(dependencies.Database);

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
        if (PasswordLogin == PasswordLogin.Off)
        {
            // The same for every name, and nothing is read: this says nothing about accounts.
            dependencies.Reads.RecordRepeated($"password\n{from.Site}", records.Event(AuditOutcome.Refused, user: null, from));
            throw new ZenException(ErrorCode.NotAuthenticated, NoPasswords);
        }

        var found = await FindAsync(nameOrId, from, cancellationToken);
        var attempt = LoginAttempt.ForPassword(found.User, nameOrId, from, found.LastLogin, dependencies.Clock.GetUtcNow());
        var refusal = records.Event(AuditOutcome.Refused, found.User, from);
        await attempts.EnsureAllowedAsync(attempt, refusal, cancellationToken);
        using (var lease = await passwords.AcquireAsync(Requester(attempt, found.User), cancellationToken))
        {
            // Again, for failures while this one waited. The lease is held until the failure is counted.
            await attempts.EnsureAllowedAsync(attempt, refusal, cancellationToken);
            if (!await IsCorrectAsync(lease, (found.User, found.Credentials), password, from))
            {
                await attempts.FailAsync(attempt, records.Event(AuditOutcome.Failed, found.User, from));
                throw new ZenException(ErrorCode.NotAuthenticated, WrongPassword);
            }

            if (!found.User!.IsActive)
            {
                await attempts.FailAsync(attempt, refusal);
                throw new ZenException(ErrorCode.NotAuthenticated, $"The user '{found.User.Name}' is not active.");
            }

            if (PasswordLogin == PasswordLogin.Administrators && !found.User.IsAdmin)
            {
                await attempts.FailAsync(attempt, refusal);
                throw new ZenException(ErrorCode.NotAuthenticated, NoPasswords);
            }
        }

        var claims = TokenClaims.OfLogin(found.User.Id, found.Credentials.Generation);
        var grant = new LoginGrant(found.User, claims) { Lifetime = SessionLifetime };
        await dependencies.Database.WriteAsync(
            async (unit, token) =>
            {
                await attempts.SucceedAsync(unit, attempt, found.User, token);
                await records.SucceedAsync(unit, grant, from, token);
            },
            cancellationToken);
        return grant;
    }

    /// <summary>Logs a service account in with an API key.</summary>
    /// <param name="id">The key's id; null if the text is not an API key.</param>
    /// <param name="secret">The key's secret part.</param>
    /// <param name="from">The origin of the request.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.NotAuthenticated"/>, <see cref="ErrorCode.TooManyAttempts"/>.
    /// </exception>
    public Task<LoginGrant> WithApiKeyAsync(
        Id<ApiKey>? id, SensitiveString secret, ClientAddress from, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(secret);
        ArgumentNullException.ThrowIfNull(from);
        return keys.LogInAsync(id, secret, from, SessionLifetime, cancellationToken);
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
        var now = dependencies.Clock.GetMicrosecondUtcNow();
        if (TokenCheck.FindProblem(claims, state, now) is { } problem)
        {
            throw new ZenException(ErrorCode.NotAuthenticated, problem);
        }

        if (claims.ApiKey is { } key)
        {
            keys.EnsureUsable(key, state!, address, now);
        }

        var access = await accesses.FindAsync(state!.UserId, state.DirectoryVersion, cancellationToken);
        Uses.Record(claims, now, address);
        return new Caller(state.UserId, state.Name, state.IsAdmin)
        {
            Address = address,
            DirectoryVersion = state.DirectoryVersion,
            Session = claims.ToSession(),
            TokenId = claims.Token,
            Access = state.Limit(access),
        };
    }

    /// <summary>Records a token that was issued for a program.</summary>
    /// <param name="caller">The account.</param>
    /// <param name="issued">The claims of the token.</param>
    /// <param name="expires">When it expires.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    public Task RecordIssuedTokenAsync(
        Caller caller, TokenClaims issued, DateTimeOffset expires, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(issued);
        return dependencies.Database.WriteAsync(
            (unit, token) => records.IssueAsync(unit, caller, issued, expires, token), cancellationToken);
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
        var refusal = records.Event(AuditOutcome.Refused, user, from) with { Action = AuditAction.Activate };
        await attempts.EnsureAllowedAsync(attempt, refusal, cancellationToken);
        if (user is null || !SecretToken.Matches(activationToken, credentials.Activation?.Hash))
        {
            await attempts.FailAsync(attempt, records.Event(AuditOutcome.Failed, user, from) with { Action = AuditAction.Activate });
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
                if (password is not null)
                {
                    await LoginsAfterReset.AddResetAsync(unit, changed, present, now, token);
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

    private async Task<bool> IsCorrectAsync(
        IHashingLease lease, (User? User, AccountCredentials Credentials) found, SensitiveString password, ClientAddress from)
    {
        // Always hashes, so that the duration reveals nothing about the account.
        SensitiveString stripped = CredentialText.Read(password.Reveal());
        var isCorrect = await lease.VerifyAsync(password, found.Credentials.PasswordHash)
            || (!stripped.Equals(password) && await lease.VerifyAsync(stripped, found.Credentials.PasswordHash));
        var canBeEmpty = allowsEmptyPassword && from.IsThisMachine && found.User is { IsActive: true }
            && found.Credentials is { PasswordHash: null, Activation: null } && !await IsLinkedAsync(found.User);
        return found.User is not null && (isCorrect || (canBeEmpty && password.Reveal().Length == 0));
    }

    /// <remarks>An account of a person at the identity provider has no password because it needs none.</remarks>
    private Task<bool> IsLinkedAsync(User user) => dependencies.Database.ReadAsync(
        async (unit, token) => await unit.Identities.FindAsync(user.Id, token) is not null, CancellationToken.None);
}
