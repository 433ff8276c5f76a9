using ZenML.Core.Resources;
using ZenML.Core.Secrets;
using ZenML.Core.Secrets.History;

namespace ZenML.Client.Masking;

/// <summary>Reports each value of an earlier version that is read to an observer.</summary>
internal sealed class ObservedSecretHistory(ISecretHistoryService history, Action<SensitiveString> observe) : ISecretHistoryService
{
    public Task<SecretHistory> ListAsync(Id<Secret> id, long? before, CancellationToken cancellationToken) =>
        history.ListAsync(id, before, cancellationToken);

    public async Task<Secret> GetVersionAsync(Id<Secret> id, long version, CancellationToken cancellationToken)
    {
        var secret = await history.GetVersionAsync(id, version, cancellationToken);
        foreach (var value in secret.Values.Values)
        {
            // The marks are those of now. The key may have been secret then.
            observe(value.WithPlain(false));
        }

        return secret;
    }

    public async Task<SecretDiff> DiffAsync(
        Id<Secret> id, long? from, long? to, bool withValues, CancellationToken cancellationToken)
    {
        var diff = await history.DiffAsync(id, from, to, withValues, cancellationToken);
        foreach (var value in diff.Keys.SelectMany(key => new[] { key.Before, key.After }).OfType<SensitiveString>())
        {
            observe(value);
        }

        return diff;
    }

    public Task<SecretRollback> RollbackAsync(Id<Secret> id, long to, long? ifVersion, CancellationToken cancellationToken) =>
        history.RollbackAsync(id, to, ifVersion, cancellationToken);

    public Task DestroyAsync(Id<Secret> id, long version, long? ifVersion, CancellationToken cancellationToken) =>
        history.DestroyAsync(id, version, ifVersion, cancellationToken);
}
