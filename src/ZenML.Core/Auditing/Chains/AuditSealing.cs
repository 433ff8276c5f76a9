using ZenML.Core.Persistence;
using ZenML.Core.Time;

namespace ZenML.Core.Auditing.Chains;

/// <summary>Signs the chains of an audit log.</summary>
public static class AuditSealing
{
    /// <summary>The time between two signatures while records are written.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    /// <summary>The longest time that records between two checkpoints may span. More makes the checkpoint a late one.</summary>
    public static readonly TimeSpan LongestSpan = TimeSpan.FromMinutes(10);

    /// <summary>Signs what is not signed yet, and chains older records.</summary>
    /// <param name="database">The database.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="chainsAll">Whether to chain all older records, which can take minutes, or a few of them.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>Whether the log is as this process knows it. False: somebody changed it, and it was not signed.</returns>
    public static async Task<bool> SignAsync(
        IDatabase database, TimeProvider clock, bool chainsAll, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(database);
        ArgumentNullException.ThrowIfNull(clock);

        var isSound = await SignPartAsync(database, clock, chainsAll, cancellationToken);
        if (database.Audit == database)
        {
            return isSound;
        }

        // The database has what tells which key is the right one, and the file of reads does not.
        await database.ReadAsync(
            async (unit, token) =>
            {
                await unit.SecretValues.EnsureUsableAsync(token);
                return true;
            },
            cancellationToken);
        return await SignPartAsync(database.Audit, clock, chainsAll, cancellationToken) && isSound;
    }

    private static async Task<bool> SignPartAsync(
        IDatabase part, TimeProvider clock, bool chainsAll, CancellationToken cancellationToken)
    {
        while (await part.ReadAsync((unit, token) => unit.Audit.NeedsSigningAsync(token), cancellationToken))
        {
            switch (await part.WriteAsync(
                (unit, token) => unit.Audit.SignAsync(clock.GetMicrosecondUtcNow(), token), cancellationToken))
            {
                case AuditSigning.Altered:
                    return false;
                case AuditSigning.More when chainsAll:
                    continue;
                default:
                    return true;
            }
        }

        return true;
    }
}
