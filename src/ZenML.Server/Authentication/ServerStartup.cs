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

/// <summary>Prepares the store for being served before the server listens, and says what whoever runs the server should know of
/// that.</summary>
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

        var password = options.DefaultUserPassword.Reveal().Length == 0 ? null : options.DefaultUserPassword;
        var identity = await PrepareAsync(password, cancellationToken);
        var isUnused = identity.IsPasswordUnused;
        if (options.MakesFirstPassword && identity.NamesWithoutPassword.Contains(options.DefaultUserName))
        {
            identity = await PrepareWithMadePasswordAsync(cancellationToken);
        }

        tokens.Use(identity, options.JwtSecretKey);
        await reads.BeginAsync(cancellationToken);
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
            parts, new FirstUser(options.DefaultUserName, password), options.IsReachableByOthers, cancellationToken);

    /// <remarks>The file comes first: an account must not have a password that nobody can know.</remarks>
    private async Task<ServerIdentity> PrepareWithMadePasswordAsync(CancellationToken cancellationToken)
    {
        var file = FirstPasswordFile.FindOrMake(options);
        var identity = await PrepareAsync(file.Password, cancellationToken);
        if (!identity.IsPasswordUnused)
        {
            LogMadePassword(options.DefaultUserName, file.Location);
        }
        else if (file.IsNew)
        {
            // Another server was faster.
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
        Message = "Every account of this machine can log in with an empty password as: {Users}. "
            + "To end this, remove ZENML_SERVER_ALLOW_EMPTY_PASSWORD or --allow-empty-password")]
    private partial void LogEmptyPassword(string users);

    [LoggerMessage(
        EventId = 2,
        Level = LogLevel.Warning,
        Message = "Made a new, empty store at {Store}. If there should be one already, stop this server and correct "
            + "ZENML_STORE_URL or ZENML_CONFIG_PATH")]
    private partial void LogNewStore(StoreUrl store);

    // No warning: the setting stays where it is, and the same is said at every start.
    [LoggerMessage(
        EventId = 3,
        Level = LogLevel.Information,
        Message = "The user {User} has a password already, or is not active; ZENML_DEFAULT_USER_PASSWORD was not "
            + "used. To change a password: zenml user change-password")]
    private partial void LogUnusedPassword(string user);

    [LoggerMessage(EventId = 5, Level = LogLevel.Information,
        Message = "The user {User} had no password. One was made for it; it is in the file {File}")]
    private partial void LogMadePassword(string user, string file);

    [LoggerMessage(EventId = 4, Level = LogLevel.Information, Message = "Serving the store {Store} at {Addresses}")]
    private partial void LogServing(StoreUrl store, string addresses);
}
