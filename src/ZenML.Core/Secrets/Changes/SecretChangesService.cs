using ZenML.Core.Accounts.Users;
using ZenML.Core.Resources;
using ZenML.Core.Workspaces;

namespace ZenML.Core.Secrets.Changes;

/// <summary>Reads cursors from a database. Its wait asks twice a second, for one program on the same machine.</summary>
public sealed class SecretChangesService(Caller caller, ServiceDependencies parts) : ISecretChangesService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    /// <inheritdoc />
    public async Task<string> GetCursorAsync(Id<Workspace> workspace, CancellationToken cancellationToken)
    {
        var view = new SecretView(workspace, SecretViewer.Of(caller, parts.Clock.GetUtcNow()));
        var counts = await parts.Database.ReadOneAsync((unit, token) => unit.Secrets.CountChangesAsync([view], token), cancellationToken);
        return counts[view].ToCursor();
    }

    /// <inheritdoc />
    public async Task<string> WaitAsync(Id<Workspace> workspace, string cursor, CancellationToken cancellationToken)
    {
        while (true)
        {
            await Task.Delay(Interval, parts.Clock, cancellationToken);
            if (await GetCursorAsync(workspace, cancellationToken) is var present && present != cursor)
            {
                return present;
            }
        }
    }
}
