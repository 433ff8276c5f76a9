using System.Security.Cryptography;
using ZenML.Core.Accounts.Credentials;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Auditing;
using ZenML.Core.Errors;
using ZenML.Core.Persistence;
using ZenML.Core.Resources;
using ZenML.Core.Secrets;
using ZenML.Core.Time;

namespace ZenML.Core.Servers;

/// <summary>What a server does before it answers: it makes sure that it has an identity and an administrator who can log in. Any number may
/// do it at once.</summary>
public static class ServerInitialization
{
    /// <summary>Prepares a store for being served.</summary>
    /// <param name="dependencies">The store.</param>
    /// <param name="first">The administrator. If the account exists, it stays as it is, but for a missing password.</param>
    /// <param name="isReachableByOthers">Whether the server listens beyond this machine. Then an administrator must have a
    /// password.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="ZenException"><see cref="ErrorCode.InvalidArgument"/>: nobody could log in, or everybody could.</exception>
    public static async Task<ServerIdentity> RunAsync(ServiceDependencies dependencies, FirstUser first, bool isReachableByOthers, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(dependencies);
        ArgumentNullException.ThrowIfNull(first);
        ResourceName.CheckAccount("user", first.Name);
        // Most starts find everything as it should be; then nothing is written, and nothing hashed, which would take longer than the rest
        // of the start.
        if (await dependencies.Database.ReadAsync((unit, token) => FindPreparedAsync(unit, first, isReachableByOthers, token), cancellationToken) is { } prepared)
        {
            return prepared;
        }

        var hash = first.Password is null ? null : await dependencies.Passwords.HashAsync(PasswordRequester.Server, CheckFirst(first.Password), cancellationToken);
        return await dependencies.Database.WriteAsync(
            async (unit, token) =>
            {
                var now = dependencies.Clock.GetMicrosecondUtcNow();
                var tookPassword = await EnsureUserAsync(unit, first.Name, hash, now, token);
                if (isReachableByOthers && !await unit.Credentials.AnyAdminHasPasswordAsync(token))
                {
                    throw new ZenException(ErrorCode.InvalidArgument,
                        "A server that others can reach needs an administrator with a password. Set ZENML_DEFAULT_USER_PASSWORD, or listen on 127.0.0.1 only.");
                }

                var settings = await unit.Settings.FindAsync(token) ?? await AddSettingsAsync(unit, now, token);
                return await ReadIdentityAsync(unit, settings, first.Password is not null && !tookPassword, token);
            },
            cancellationToken);
    }

    /// <summary>
    /// Whether the first user can log in with the password that is given, whether it was set now or earlier. The store
    /// alone answers.
    /// </summary>
    /// <param name="dependencies">The store.</param>
    /// <param name="first">The user, and the password.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static async Task<bool> HasPasswordAsync(ServiceDependencies dependencies, FirstUser first, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(dependencies);
        ArgumentNullException.ThrowIfNull(first);
        if (first.Password is null)
        {
            return false;
        }

        var hash = await dependencies.Database.ReadAsync(
            async (unit, token) => (await unit.Users.FindByNameAsync(first.Name, token)).SingleOrDefault() is { IsActive: true } user
                ? (await unit.Credentials.FindAsync(user.Id, token)).PasswordHash
                : null,
            cancellationToken);
        using var lease = await dependencies.Passwords.AcquireAsync(PasswordRequester.Server, cancellationToken);
        return await lease.VerifyAsync(first.Password, hash);
    }

    /// <remarks>Checked only if it is about to be set: a server with a shorter one from before still starts.</remarks>
    private static SensitiveString CheckFirst(SensitiveString password)
    {
        try
        {
            return PasswordRules.Check(password);
        }
        catch (ZenException exception)
        {
            throw new ZenException(exception.Code, $"ZENML_DEFAULT_USER_PASSWORD cannot be used. {exception.Message}");
        }
    }

    /// <summary>The identity, if there is nothing to prepare; else null.</summary>
    private static async Task<ServerIdentity?> FindPreparedAsync(IUnitOfWork unit, FirstUser first, bool isReachableByOthers, CancellationToken cancellationToken)
    {
        var user = (await unit.Users.FindByNameAsync(first.Name, cancellationToken)).SingleOrDefault();
        if (user is null || await unit.Settings.FindAsync(cancellationToken) is not { } settings)
        {
            return null;
        }

        var lacksPassword = first.Password is not null && LacksPassword(user, await unit.Credentials.FindAsync(user.Id, cancellationToken));
        return lacksPassword || (isReachableByOthers && !await unit.Credentials.AnyAdminHasPasswordAsync(cancellationToken))
            ? null
            : await ReadIdentityAsync(unit, settings, first.Password is not null, cancellationToken);
    }

    /// <summary>Whether an account is to get the password that is given: one that it has stays, and an account that is locked stays as it
    /// is.</summary>
    private static bool LacksPassword(User user, AccountCredentials credentials) => user.IsActive && credentials.PasswordHash is null;

    private static async Task<ServerIdentity> ReadIdentityAsync(IUnitOfWork unit, ServerSettings settings, bool isPasswordUnused, CancellationToken cancellationToken) =>
        new(settings.ServerId, await unit.Settings.ReadSigningKeyAsync(cancellationToken))
        {
            NamesWithoutPassword = await unit.Credentials.FindNamesWithoutPasswordAsync(cancellationToken),
            IsPasswordUnused = isPasswordUnused,
        };

    /// <returns>Whether the account got the password.</returns>
    private static async Task<bool> EnsureUserAsync(IUnitOfWork unit, string name, string? hash, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var user = (await unit.Users.FindByNameAsync(name, cancellationToken)).SingleOrDefault();
        var isNew = user is null;
        if (user is null)
        {
            user = new User { Id = Id<User>.New(), Name = name, IsAdmin = true, Created = now, Updated = now };
            await unit.Users.AddAsync(user, cancellationToken);
        }

        var credentials = await unit.Credentials.FindAsync(user.Id, cancellationToken);
        var getsPassword = hash is not null && LacksPassword(user, credentials);
        if (getsPassword)
        {
            await unit.Credentials.SaveAsync(credentials.WithTokensRevoked() with { PasswordHash = hash }, cancellationToken);
        }

        if (isNew || getsPassword)
        {
            var itself = new Caller(user.Id, user.Name, user.IsAdmin);
            await unit.Audit.AddAsync(
                [AuditEvent.Of(itself, now, isNew ? AuditAction.Create : AuditAction.ChangePassword, "user", user)], cancellationToken);
        }

        return getsPassword;
    }

    private static async Task<ServerSettings> AddSettingsAsync(IUnitOfWork unit, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var settings = new ServerSettings { ServerId = Guid.NewGuid(), ServerName = "default", Updated = now };
        var key = RandomNumberGenerator.GetBytes(32);
        await unit.Settings.AddAsync(settings, key, cancellationToken);
        CryptographicOperations.ZeroMemory(key);
        return settings;
    }
}
