using ZenML.Core.Accounts.Credentials;
using ZenML.Core.Persistence;
using ZenML.Server.Background;

namespace ZenML.Server.Tokens;

/// <summary>
/// Writes once a minute, and when the server stops, which tokens and API keys were used. Deletes the records of expired tokens.
/// </summary>
internal sealed class CredentialUseWriting(
    LoginService logins, IDatabase database, TimeProvider clock, ILogger<CredentialUseWriting> log)
    : RecurringWork("recording when credentials were last used", TimeSpan.FromMinutes(1), clock, log)
{
    private const int AtOnce = 1_000;

    private readonly TimeProvider clock = clock;

    /// <summary>Stops the work and writes the rest. The server no longer answers requests then.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await WriteRestAsync(cancellationToken);
    }

    protected override async Task RunOnceAsync(CancellationToken cancellationToken)
    {
        await logins.Uses.WriteAsync(cancellationToken);
        while (await DeleteExpiredAsync(cancellationToken) == AtOnce)
        {
        }
    }

    /// <remarks>A database that cannot be reached must not keep the server from stopping. Only times of use are lost.</remarks>
    private async Task WriteRestAsync(CancellationToken cancellationToken)
    {
        try
        {
            await logins.Uses.WriteAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is Core.Errors.ZenException or OperationCanceledException)
        {
            // The next use is recorded by the next server.
        }
    }

    private async Task<int> DeleteExpiredAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (!await database.ReadOneAsync((unit, token) => unit.Tokens.AnyExpiredAsync(now, token), cancellationToken))
        {
            return 0;
        }

        return await database.WriteAsync((unit, token) => unit.Tokens.DeleteExpiredAsync(now, AtOnce, token), cancellationToken);
    }
}
