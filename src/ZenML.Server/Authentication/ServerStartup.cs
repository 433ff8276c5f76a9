using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using ZenML.Core;
using ZenML.Core.Auditing;
using ZenML.Core.Secrets;
using ZenML.Core.Servers;
using ZenML.Server.Configuration;
using ZenML.Stores.Servers;
using ZenML.Stores.Sql;

namespace ZenML.Server.Authentication;

/// <summary>Prepares the store before the server listens, and logs what the operator should know.</summary>
internal sealed partial class ServerStartup(
    ServerOptions options,
    SqlStore store,
    ServiceDependencies parts,
    AccessTokens tokens,
    ReadAuditWriter reads,
    IServer server,
    ILogger<ServerStartup> log) : IHostedLifecycleService
{
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        if (store.IsNew)
        {
            LogNewStore(options.Store);
        }

        // Before anything new is recorded: what an earlier process left unsigned would span too much time together with it.
        await reads.SignAsync(chainsAll: false, cancellationToken);
        var password = options.DefaultUserPassword.Reveal().Length == 0 ? null : options.DefaultUserPassword;
        var identity = await PrepareAsync(password, cancellationToken);
        var isUnused = identity.IsPasswordUnused;
        if (options.MakesFirstPassword
            && (options.ResetsPassword || identity.NamesWithoutPassword.Contains(options.DefaultUserName)))
        {
            identity = await PrepareWithCreatedPasswordAsync(cancellationToken);
        }

        tokens.Use(identity, options.JwtSecretKey);
        await reads.BeginAsync(cancellationToken);
        if (options.ResetsPassword)
        {
            LogResetPassword(options.DefaultUserName);
        }

        if (options.AllowsEmptyPassword && identity.NamesWithoutPassword.Count > 0)
        {
            LogEmptyPassword(string.Join(", ", identity.NamesWithoutPassword));
        }

        if (isUnused)
        {
            LogUnusedPassword(options.DefaultUserName);
        }
    }

    private Task<ServerIdentity> PrepareAsync(SensitiveString? password, CancellationToken cancellationToken) =>
        ServerInitialization.RunAsync(
            parts,
            new FirstUser(options.DefaultUserName, password) { ReplacesPassword = options.ResetsPassword && password is not null },
            options.IsReachableByOthers, cancellationToken);

    /// <remarks>Writes the file first: otherwise, after a crash, the account could have a password that nobody knows.</remarks>
    private async Task<ServerIdentity> PrepareWithCreatedPasswordAsync(CancellationToken cancellationToken)
    {
        var file = FirstPasswordFile.FindOrCreate(options);
        var identity = await PrepareAsync(file.Password, cancellationToken);
        if (options.ResetsPassword)
        {
            LogStoredPassword(file.Location);
        }
        else if (!identity.IsPasswordUnused)
        {
            LogCreatedPassword(options.DefaultUserName, file.Location);
        }
        else if (file.IsNew && !await ServerInitialization.HasPasswordAsync(
            parts, new FirstUser(options.DefaultUserName, file.Password), cancellationToken))
        {
            // Another server has set another password meanwhile. If it read this file first, it has set the one in it.
            file.Delete();
        }

        return identity;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        var addresses = string.Join(", ", server.Features.Get<IServerAddressesFeature>()!.Addresses);
        LogServing(options.Store, addresses);
        return Task.CompletedTask;
    }

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(EventId = 1, Level = LogLevel.Warning,
        Message = "Every user of this machine can log in with an empty password as: {Users}. "
            + "To require a password, remove ZENML_SERVER_ALLOW_EMPTY_PASSWORD or --allow-empty-password")]
    private partial void LogEmptyPassword(string users);

    [LoggerMessage(
        EventId = 2,
        Level = LogLevel.Warning,
        Message = "Created an empty store at {Store}. If you expected an existing store, stop this server and correct "
            + "ZENML_STORE_URL or ZENML_CONFIG_PATH")]
    private partial void LogNewStore(StoreUrl store);

    // Not a warning: operators leave the setting in place, so this is logged at every start.
    [LoggerMessage(
        EventId = 3,
        Level = LogLevel.Information,
        Message = "ZENML_DEFAULT_USER_PASSWORD was not used: the user {User} already has a password or is not active. "
            + "To change a password: zenml user change-password. To set one without the old one: zenml-server --reset-password")]
    private partial void LogUnusedPassword(string user);

    [LoggerMessage(EventId = 5, Level = LogLevel.Information,
        Message = "The user {User} had no password. The server created one and stored it in the file {File}")]
    private partial void LogCreatedPassword(string user, string file);

    [LoggerMessage(EventId = 6, Level = LogLevel.Warning,
        Message = "The password of {User} was reset, because the server was started with --reset-password. Its sessions have ended")]
    private partial void LogResetPassword(string user);

    [LoggerMessage(EventId = 7, Level = LogLevel.Information, Message = "The new password is in the file {File}")]
    private partial void LogStoredPassword(string file);

    [LoggerMessage(EventId = 4, Level = LogLevel.Information, Message = "Serving the store {Store} at {Addresses}")]
    private partial void LogServing(StoreUrl store, string addresses);
}
