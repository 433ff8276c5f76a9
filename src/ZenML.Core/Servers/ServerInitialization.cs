using System.Security.Cryptography;
using ZenML.Core.Access;
using ZenML.Core.Accounts.Credentials;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Auditing;
using ZenML.Core.Errors;
using ZenML.Core.Persistence;
using ZenML.Core.Resources;
using ZenML.Core.Secrets;
using ZenML.Core.Time;

namespace ZenML.Core.Servers;

/// <summary>
/// Initializes a store for a server: ensures an identity and an administrator who can log in. Replicas can run it
/// concurrently.
/// </summary>
public static class ServerInitialization
{
    /// <summary>Initializes a store.</summary>
    /// <param name="dependencies">The store.</param>
    /// <param name="first">
    /// The administrator. An existing account is changed only if it has no password, or if its password is to be replaced.
    /// </param>
    /// <param name="isReachableByOthers">
    /// Whether the server listens beyond this machine. Then an administrator must have a password.
    /// </param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.InvalidArgument"/>: no administrator has a password, or the password is invalid.
    /// <see cref="ErrorCode.NotAllowed"/>: the account whose password is to be replaced is not active, or is no person's.
    /// </exception>
    public static async Task<ServerIdentity> RunAsync(
        ServiceDependencies dependencies, FirstUser first, bool isReachableByOthers, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(dependencies);
        ArgumentNullException.ThrowIfNull(first);
        ResourceName.CheckAccount("user", first.Name);

        // Most starts need no change. Then nothing is written, and nothing is hashed, which would take longer than the
        // rest of the start.
        var initialized = await dependencies.Database.ReadAsync(
            (unit, token) => FindInitializedAsync(unit, first, isReachableByOthers, token), cancellationToken);
        if (initialized is not null)
        {
            return initialized;
        }

        var hash = first.Password is null
            ? null
            : await dependencies.Passwords.HashAsync(PasswordRequester.Server, CheckFirst(first.Password), cancellationToken);
        return await dependencies.Database.WriteAsync(
            async (unit, token) =>
            {
                var now = dependencies.Clock.GetMicrosecondUtcNow();
                var tookPassword = await EnsureUserAsync(unit, first, hash, now, token);
                if (isReachableByOthers && !await unit.Credentials.AnyAdminHasPasswordAsync(token))
                {
                    throw new ZenException(ErrorCode.InvalidArgument,
                        "A server that others can reach needs an administrator with a password. Set ZENML_DEFAULT_USER_PASSWORD, "
                            + "or listen on 127.0.0.1 only.");
                }

                var settings = await unit.Settings.FindAsync(token) ?? await AddSettingsAsync(unit, now, token);
                return await ReadIdentityAsync(unit, settings, first.Password is not null && !tookPassword, token);
            },
            cancellationToken);
    }

    /// <summary>
    /// Whether the first user can log in with the given password. Reads only the store.
    /// </summary>
    /// <param name="dependencies">The store.</param>
    /// <param name="first">The user and the password.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
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

    /// <remarks>Checked only when it is set, so that a server with an older, shorter password still starts.</remarks>
    private static SensitiveString CheckFirst(SensitiveString password)
    {
        try
        {
            return PasswordRules.Check(password);
        }
        catch (ZenException exception)
        {
            throw new ZenException(exception.Code, $"ZENML_DEFAULT_USER_PASSWORD is invalid. {exception.Message}");
        }
    }

    /// <summary>Returns the identity if nothing needs to be initialized; otherwise null.</summary>
    private static async Task<ServerIdentity?> FindInitializedAsync(
        IUnitOfWork unit, FirstUser first, bool isReachableByOthers, CancellationToken cancellationToken)
    {
        var user = (await unit.Users.FindByNameAsync(first.Name, cancellationToken)).SingleOrDefault();
        if (user is null || await unit.Settings.FindAsync(cancellationToken) is not { } settings)
        {
            return null;
        }

        var getsPassword = first.Password is not null
            && (first.ReplacesPassword || LacksPassword(user, await unit.Credentials.FindAsync(user.Id, cancellationToken)));
        return getsPassword || (isReachableByOthers && !await unit.Credentials.AnyAdminHasPasswordAsync(cancellationToken))
            ? null
            : await ReadIdentityAsync(unit, settings, first.Password is not null, cancellationToken);
    }

    /// <summary>Whether the given password should be set: the account is active and has no password.</summary>
    private static bool LacksPassword(User user, AccountCredentials credentials) => user.IsActive && credentials.PasswordHash is null;

    private static async Task<ServerIdentity> ReadIdentityAsync(
        IUnitOfWork unit, ServerSettings settings, bool isPasswordUnused, CancellationToken cancellationToken) =>
        new(settings.ServerId, await unit.Settings.ReadSigningKeyAsync(cancellationToken))
        {
            NamesWithoutPassword = await unit.Credentials.FindNamesWithoutPasswordAsync(cancellationToken),
            IsPasswordUnused = isPasswordUnused,
        };

    /// <returns>Whether the password was set.</returns>
    private static async Task<bool> EnsureUserAsync(
        IUnitOfWork unit, FirstUser first, string? hash, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var user = (await unit.Users.FindByNameAsync(first.Name, cancellationToken)).SingleOrDefault();
        var isNew = user is null;
        if (first.ReplacesPassword && user is { IsActive: false } or { IsServiceAccount: true })
        {
            throw new ZenException(ErrorCode.NotAllowed,
                $"The password of '{user.Name}' was not reset: {(user.IsServiceAccount ? "it is a service account" : "it is not active")}. "
                    + $"Set ZENML_DEFAULT_USER_NAME to the name of an administrator.");
        }

        if (user is null)
        {
            user = new User { Id = Id<User>.New(), Name = first.Name, IsAdmin = true, Created = now, Updated = now };
            await unit.Users.AddAsync(user, cancellationToken);

            // Otherwise nobody could use the default workspace of a new store before somebody grants roles.
            await unit.Access.AddDefaultRoleAsync(user, Role.Owner, cancellationToken);
        }

        var credentials = await unit.Credentials.FindAsync(user.Id, cancellationToken);
        var getsPassword = hash is not null && (first.ReplacesPassword || LacksPassword(user, credentials));
        if (getsPassword)
        {
            await unit.Credentials.SaveAsync(
                credentials.WithTokensRevoked() with { PasswordHash = hash, Activation = null }, cancellationToken);
        }

        if (isNew || getsPassword)
        {
            var itself = new Caller(user.Id, user.Name, user.IsAdmin) { Access = CallerAccess.Unlimited };
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
