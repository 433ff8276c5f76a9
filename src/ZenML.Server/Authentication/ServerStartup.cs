using ZenML.Core;
using ZenML.Core.Settings;
using ZenML.Server.Configuration;

namespace ZenML.Server.Authentication;

/// <summary>Prepares the store for being served before the server listens.</summary>
internal sealed partial class ServerStartup(ServerOptions options, ServiceParts parts, AccessTokens tokens, ILogger<ServerStartup> log) : IHostedLifecycleService
{
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        var password = options.DefaultUserPassword.Reveal().Length == 0 ? null : options.DefaultUserPassword;
        var identity = await ServerPreparation.RunAsync(
            parts, new FirstUser(options.DefaultUserName, password), options.IsReachableByOthers, cancellationToken);
        tokens.Use(identity, options.JwtSecretKey);
        if (options.AllowsEmptyPassword && identity.NamesWithoutPassword.Count > 0)
        {
            LogEmptyPassword(string.Join(", ", identity.NamesWithoutPassword));
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(EventId = 1, Level = LogLevel.Warning,
        Message = "Whoever reaches this server can log in with an empty password as: {Users}. Set ZENML_DEFAULT_USER_PASSWORD to end this")]
    private partial void LogEmptyPassword(string users);
}
