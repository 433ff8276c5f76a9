using ZenML.Core.Accounts.Users;
using ZenML.Core.Auditing;
using ZenML.Core.Resources;
using ZenML.Core.Secrets.Storage;
using ZenML.Core.Workspaces;

namespace ZenML.Core.Secrets.Import;

/// <summary>Imports secrets over a database.</summary>
public sealed class SecretImportService(Caller caller, ServiceDependencies parts) : ISecretImportService
{
    private readonly AuditTrail audit = new(caller, parts, "secret");

    private SecretStorage Storage => field ??= SecretStorage.Of(parts, audit);

    /// <inheritdoc />
    public async Task<SecretImportReport> ImportAsync(
        Id<Workspace> workspace, IReadOnlyList<SecretImport> secrets, bool dryRun, CancellationToken cancellationToken)
    {
        SecretImportLimits.Check(secrets);
        var plan = new SecretImportPlan(caller, parts.Clock, audit, workspace, secrets);
        return dryRun ? await TryOutAsync(plan, cancellationToken) : await Storage.ImportAsync(plan, cancellationToken);
    }

    private async Task<SecretImportReport> TryOutAsync(SecretImportPlan plan, CancellationToken cancellationToken)
    {
        IReadOnlyList<SecretDecision> decisions = [];
        var read = await Storage.ReadAsync(
            async (unit, token) =>
            {
                decisions = await plan.DecideAsync(unit, token);
                return [.. decisions.Select(decision => decision.Before).OfType<SecretInfo>()];
            },
            cancellationToken);
        await audit.RecordReadsAsync(read.Select(secret => secret.Info), cancellationToken);
        var values = read.ToDictionary(secret => secret.Id, secret => secret.Values);
        return SecretImportPlan.Report([.. decisions.Select((decision, index) =>
            plan.Merge(index, decision, decision.Before is { } before ? values[before.Id] : null))]);
    }
}
