using ZenML.Core.Auditing;
using ZenML.Core.Errors;
using ZenML.Core.Persistence;
using ZenML.Core.Secrets;
using ZenML.Core.Users;

namespace ZenML.Core.Credentials;

/// <summary>
/// Finds out who is calling: from a password, an API key, an activation token, or from what a token says. Failed logins are counted and recorded.
/// Made once for a server, not for a caller.
/// </summary>
/// <param name="parts">The database and the hasher.</param>
/// <param name="allowsEmptyPassword">Whether an account that never had a password may log in with an empty one, from this machine.</param>
public sealed class LoginService(ServiceParts parts, bool allowsEmptyPassword) : IDisposable
{
    private const string WrongPassword = "The user name or the password is wrong.";

    private const string WrongKey = "The API key is not valid.";

    // Not more attempts are checked at once than passwords are hashed, so that parallel guesses cannot outrun the count of failures.
    private readonly SemaphoreSlim turns = new(2, 2);

    private readonly LoginAttempts attempts = new(parts.Database, parts.Clock);

    private readonly IPasswordHasher passwords = parts.Passwords;

    /// <summary>Logs a person in.</summary>
    /// <param name="nameOrId">The account; never a service account.</param>
    /// <param name="password">The password.</param>
    /// <param name="address">The network address of the caller.</param>
    /// <param name="isLocal">Whether the caller is a program of this machine, and certainly no proxy for another.</param>
    /// <param name="cancellationToken">Ends the operation.</param>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotAuthenticated"/>, <see cref="ErrorCode.TooManyAttempts"/>.</exception>
    public async Task<LoginGrant> WithPasswordAsync(
        string nameOrId, SensitiveString password, string? address, bool isLocal, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(nameOrId);
        ArgumentNullException.ThrowIfNull(password);
        var (user, credentials) = await parts.Database.ReadAsync((unit, token) => FindAsync(unit, nameOrId, token), cancellationToken);
        var subject = user is null ? LoginSubject.Unknown(nameOrId, address) : LoginSubject.Of(user, address);
        await turns.WaitAsync(cancellationToken);
        try
        {
            await EnsureAllowedAsync(subject, user, address, cancellationToken);
            if (!await IsRightAsync(user, credentials, password, isLocal, cancellationToken))
            {
                await attempts.FailAsync(subject, Event(AuditOutcome.Failed, user, address), cancellationToken);
                throw new ZenException(ErrorCode.NotAuthenticated, WrongPassword);
            }
        }
        finally
        {
            turns.Release();
        }

        if (!user!.IsActive)
        {
            await RecordAsync(AuditOutcome.Refused, user, address, cancellationToken);
            throw new ZenException(ErrorCode.NotAuthenticated, $"The user '{user.Name}' is not active.");
        }

        await SucceedAsync(subject, user, address, (_, _) => Task.CompletedTask, cancellationToken);
        return new LoginGrant(user, TokenClaims.OfLogin(user.Id, credentials.Generation));
    }

    /// <summary>Logs a service account in.</summary>
    /// <param name="id">The key's id, null if what was given is not a key at all.</param>
    /// <param name="secret">The key's secret part.</param>
    /// <param name="address">The network address of the caller.</param>
    /// <param name="cancellationToken">Ends the operation.</param>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotAuthenticated"/>, <see cref="ErrorCode.TooManyAttempts"/>.</exception>
    public async Task<LoginGrant> WithApiKeyAsync(Id<ApiKey>? id, SensitiveString secret, string? address, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(secret);
        var subject = id is { } known ? LoginSubject.Of(known, address) : LoginSubject.Unknown("", address);
        var now = parts.Clock.GetMicrosecondUtcNow();
        var found = id is { } key ? await parts.Database.ReadAsync((unit, token) => FindAsync(unit, key, token), cancellationToken) : null;
        await EnsureAllowedAsync(subject, found?.Account, address, cancellationToken);
        if (found is null || FindGeneration(found.Hashes, secret, now) is not { } generation)
        {
            await attempts.FailAsync(subject, Event(AuditOutcome.Failed, found?.Account, address), cancellationToken);
            throw new ZenException(ErrorCode.NotAuthenticated, WrongKey);
        }

        if (!found.Key.IsActive || !found.Account.IsActive)
        {
            await RecordAsync(AuditOutcome.Refused, found.Account, address, cancellationToken);
            throw new ZenException(ErrorCode.NotAuthenticated, found.Key.IsActive
                ? $"The service account '{found.Account.Name}' is not active."
                : $"The API key '{found.Key.Name}' of the service account '{found.Account.Name}' is not active.");
        }

        await SucceedAsync(
            subject, found.Account, address, (unit, token) => unit.ApiKeys.RecordLoginAsync(found.Key.Id, now, token), cancellationToken);
        return new LoginGrant(found.Account, TokenClaims.OfLogin(found.Account.Id, found.Credentials.Generation) with
        {
            ApiKey = found.Key.Id, ApiKeyGeneration = generation,
        });
    }

    /// <summary>Who the bearer of a token is, if all rows behind it still stand.</summary>
    /// <param name="claims">What the token says. Its signature and expiry have been checked.</param>
    /// <param name="address">The network address of the caller.</param>
    /// <param name="cancellationToken">Ends the operation.</param>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotAuthenticated"/>.</exception>
    public async Task<Caller> AuthenticateAsync(TokenClaims claims, string? address, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(claims);
        var standing = await parts.Database.ReadOneAsync(
            (unit, token) => unit.Credentials.FindStandingAsync(claims, token), cancellationToken);
        return TokenCheck.FindProblem(claims, standing, parts.Clock.GetUtcNow()) is { } problem
            ? throw new ZenException(ErrorCode.NotAuthenticated, problem)
            : new Caller(standing!.UserId, standing.Name, standing.IsAdmin)
            {
                Address = address, DirectoryVersion = standing.DirectoryVersion, Session = claims.ToSession(),
            };
    }

    /// <summary>Records that a caller got a token besides that of a login.</summary>
    public Task RecordIssuedTokenAsync(Caller caller, TokenClaims issued, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(issued);
        var issue = AuditEvent.Of(caller, parts.Clock.GetMicrosecondUtcNow(), AuditAction.IssueToken, "token", null);
        return parts.Database.WriteAsync(
            (unit, token) => unit.Audit.AddAsync([issue with { ResourceId = issued.Token }], token), cancellationToken);
    }

    /// <summary>Activates an account with the token that was given out for it, and sets its password.</summary>
    /// <param name="nameOrId">The account.</param>
    /// <param name="activationToken">The token.</param>
    /// <param name="password">The new password.</param>
    /// <param name="update">What else to set; only the names, the mail address and the metadata count.</param>
    /// <param name="address">The network address of the caller.</param>
    /// <param name="cancellationToken">Ends the operation.</param>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.NotAuthenticated"/>, <see cref="ErrorCode.TooManyAttempts"/>, <see cref="ErrorCode.InvalidArgument"/>, <see cref="ErrorCode.AlreadyExists"/>.
    /// </exception>
    public async Task<User> ActivateAsync(
        string nameOrId, SensitiveString activationToken, SensitiveString password, UserUpdate update, string? address, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(nameOrId);
        ArgumentNullException.ThrowIfNull(update);
        PasswordRules.Check(password);
        var (user, credentials) = await parts.Database.ReadAsync((unit, token) => FindAsync(unit, nameOrId, token), cancellationToken);
        var subject = user is null ? LoginSubject.Unknown(nameOrId, address) : LoginSubject.Of(user, address);
        await EnsureAllowedAsync(subject, user, address, cancellationToken);
        if (user is null || !SecretToken.Matches(activationToken, credentials.Activation?.Hash))
        {
            await attempts.FailAsync(subject, Event(AuditOutcome.Failed, user, address) with { Action = AuditAction.Activate }, cancellationToken);
            throw new ZenException(ErrorCode.NotAuthenticated, "The activation token is not valid for this user.");
        }

        if (credentials.Activation!.IsExpired(parts.Clock.GetUtcNow()))
        {
            throw new ZenException(ErrorCode.NotAuthenticated, "The activation token expired. Ask an administrator for a new one.");
        }

        var hash = await passwords.HashAsync(password, cancellationToken);
        var owner = new Caller(user.Id, user.Name, user.IsAdmin) { Address = address };
        return await new AuditTrail(owner, parts, "user").ChangeAsync(
            AuditAction.Activate,
            async (unit, token) =>
            {
                var (current, present) = await FindAsync(unit, user.Id.ToString(), token);
                if (current is null || present.Activation?.Hash != credentials.Activation.Hash)
                {
                    throw new ZenException(ErrorCode.NotAuthenticated, "The activation token was used or replaced meanwhile.");
                }

                if (update.Name is { } name && name != current.Name && (await unit.Users.FindByNameAsync(ResourceName.Check("user", name), token)).Count > 0)
                {
                    throw new ZenException(ErrorCode.AlreadyExists, $"A user named '{name}' already exists.");
                }

                var now = parts.Clock.GetMicrosecondUtcNow();
                var changed = current with
                {
                    IsActive = true,
                    Name = update.Name ?? current.Name,
                    FullName = update.FullName ?? current.FullName,
                    Email = update.Email ?? current.Email,
                    EmailOptedIn = update.EmailOptedIn ?? current.EmailOptedIn,
                    Metadata = update.Metadata ?? current.Metadata,
                    Updated = now,
                };
                await unit.Users.UpdateAsync(changed, token);
                await unit.Credentials.SaveAsync(present.Revoked() with { PasswordHash = hash, Activation = null }, token);
                if (present.PasswordHash is not null)
                {
                    await unit.Credentials.AddResetAsync(PasswordReset.Of(changed, present.Activation, now), token);
                }

                return changed;
            },
            cancellationToken);
    }

    /// <summary>Frees what waits for turns.</summary>
    public void Dispose() => turns.Dispose();

    private static async Task<(User? User, AccountCredentials Credentials)> FindAsync(IUnitOfWork unit, string nameOrId, CancellationToken cancellationToken)
    {
        var user = Id<User>.TryParse(nameOrId, out var id) ? await unit.Users.FindByIdAsync(id.Value, cancellationToken) : null;
        user ??= (await unit.Users.FindByNameAsync(nameOrId, cancellationToken)).SingleOrDefault();
        return user is null or { IsServiceAccount: true }
            ? (null, new AccountCredentials(default(Id<User>)))
            : (user, await unit.Credentials.FindAsync(user.Id, cancellationToken));
    }

    private static async Task<FoundKey?> FindAsync(IUnitOfWork unit, Id<ApiKey> id, CancellationToken cancellationToken)
    {
        if (await unit.ApiKeys.FindWithHashesAsync(id, cancellationToken) is not { } found)
        {
            return null;
        }

        var account = (await unit.Users.ServiceAccounts.FindByIdAsync(found.Key.ServiceAccount.Value, cancellationToken))!;
        return new FoundKey(found.Key, found.Hashes, account, await unit.Credentials.FindAsync(account.Id, cancellationToken));
    }

    /// <summary>The generation that a key belongs to, or null if it is none that is good.</summary>
    private static long? FindGeneration(ApiKeyHashes hashes, SensitiveString secret, DateTimeOffset now)
    {
        var isPresent = SecretToken.Matches(secret, hashes.Present);
        var isPrevious = SecretToken.Matches(secret, hashes.Previous) && hashes.PreviousUntil is { } until && now < until;
        return isPresent ? hashes.Generation : isPrevious ? hashes.Generation - 1 : null;
    }

    private async Task<bool> IsRightAsync(
        User? user, AccountCredentials credentials, SensitiveString password, bool isLocal, CancellationToken cancellationToken)
    {
        // Always hashes once, so that the time tells nothing about the account.
        var isRight = await passwords.VerifyAsync(password, credentials.PasswordHash, cancellationToken);
        var mayBeEmpty = allowsEmptyPassword && isLocal && user is { IsActive: true }
            && credentials is { PasswordHash: null, Activation: null };
        return user is not null && (isRight || (mayBeEmpty && password.Reveal().Length == 0));
    }

    private async Task EnsureAllowedAsync(string subject, User? user, string? address, CancellationToken cancellationToken)
    {
        try
        {
            await attempts.EnsureAllowedAsync(subject, cancellationToken);
        }
        catch (ZenException exception) when (exception.Code == ErrorCode.TooManyAttempts)
        {
            // Gathered like reads: whoever hammers at the door shall not cause a transaction each time.
            parts.Reads.Record(Event(AuditOutcome.Refused, user, address));
            throw;
        }
    }

    private Task SucceedAsync(string subject, User user, string? address, Func<IUnitOfWork, CancellationToken, Task> besides, CancellationToken cancellationToken) =>
        parts.Database.WriteAsync(
            async (unit, token) =>
            {
                await besides(unit, token);
                await unit.Credentials.ClearFailuresAsync(subject, token);
                await unit.Audit.AddAsync([Event(AuditOutcome.Success, user, address)], token);
                await LoginsAfterReset.RecordAsync(unit, user, address, parts.Clock.GetMicrosecondUtcNow(), token);
            },
            cancellationToken);

    private Task RecordAsync(AuditOutcome outcome, User user, string? address, CancellationToken cancellationToken) =>
        parts.Database.WriteAsync((unit, token) => unit.Audit.AddAsync([Event(outcome, user, address)], token), cancellationToken);

    /// <remarks>What was typed for a name is not recorded unless an account has it: people type passwords into the wrong field.</remarks>
    private AuditEvent Event(AuditOutcome outcome, User? user, string? address)
    {
        var now = parts.Clock.GetMicrosecondUtcNow();
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
            Address = address,
            Outcome = outcome,
        };
    }

    private sealed record FoundKey(ApiKey Key, ApiKeyHashes Hashes, User Account, AccountCredentials Credentials);
}
