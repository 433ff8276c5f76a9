using ZenML.Core.Errors;
using ZenML.Core.Resources;
using ZenML.Core.Secrets;
using ZenML.Core.Secrets.Edits;
using ZenML.Core.Secrets.Import;
using ZenML.Core.Secrets.References;
using ZenML.Core.Workspaces;

namespace ZenML.Client.Remote.Resources;

/// <summary>
/// Imports secrets on a server that changes one secret per request. Compares all of them first, so that most errors come before the first
/// change. After a failure, the error names what was imported before it. Nothing is undone: others may already have read it.
/// </summary>
internal sealed class StepwiseSecretImport(RemoteSecrets secrets, Id<Workspace> workspace)
{
    private readonly List<SecretName> made = [];

    public async Task<SecretImportReport> RunAsync(
        IReadOnlyList<SecretImport> imports, bool dryRun, CancellationToken cancellationToken)
    {
        var steps = new List<Step>();
        foreach (var import in imports)
        {
            steps.Add(await CompareAsync(import, cancellationToken));
        }

        SecretImportLimits.EnsureDistinct(steps.Select(step => (step.Result.Name, step.Result.Scope)));
        var results = new List<ImportedSecret>();
        foreach (var step in steps)
        {
            results.Add(dryRun || step.Result.Outcome == SecretImportOutcome.Unchanged
                ? step.Result
                : await MakeAsync(step, cancellationToken));
        }

        return new SecretImportReport(results) { IsOneTransaction = false };
    }

    private async Task<Step> CompareAsync(SecretImport import, CancellationToken cancellationToken)
    {
        var visible = await secrets.FindByNameAsync(workspace, import.Name.Value, cancellationToken);
        var found = SecretResolver.Choose(visible, import.Name.Value, import.Scope);
        var present = found is null ? null : await secrets.GetAsync(found, cancellationToken);
        var values = import.ApplyTo(present?.Values);
        SecretImportLimits.CheckValues(import.Name, values);
        var keys = KeyChanges.Between(present?.Values ?? new SecretValues(), values);
        var outcome = present is null ? SecretImportOutcome.Created
            : keys.IsNone ? SecretImportOutcome.Unchanged
            : SecretImportOutcome.Updated;
        return new Step(import, new ImportedSecret(import.Name, present?.Info.Scope ?? import.Scope ?? SecretScope.Workspace, outcome, keys)
        {
            Id = present?.Id,
            Version = present?.Info.Version,
        });
    }

    private async Task<ImportedSecret> MakeAsync(Step step, CancellationToken cancellationToken)
    {
        try
        {
            var (import, result) = step;
            var info = result.Id is { } id
                ? await secrets.UpdateAsync(
                    id, new SecretUpdate { Set = import.Values, ReplaceAll = import.ReplaceAll }, cancellationToken)
                : await secrets.CreateAsync(new NewSecret(workspace, import.Name, result.Scope, import.Values), cancellationToken);
            made.Add(import.Name);
            return result with { Id = info.Id, Version = info.Version };
        }
        catch (ZenException exception) when (made.Count > 0)
        {
            throw new ZenException(exception.Code, Explain(exception.Message), exception) { RetryAfter = exception.RetryAfter };
        }
        catch (OperationCanceledException exception) when (made.Count > 0)
        {
            throw new ZenException(ErrorCode.Aborted, Explain("Interrupted."), exception);
        }
    }

    private string Explain(string failure)
    {
        var names = string.Join(", ", made.Select(name => MessageText.Of($"'{name}'")));
        return MessageText.Of(
            $"{failure:raw} This server changes secrets one by one, so the import is not one transaction. Imported before the error: "
            + $"{names:raw}. To import the rest, repeat the import.");
    }

    /// <summary>One secret and what is to happen to it.</summary>
    private sealed record Step(SecretImport Import, ImportedSecret Result);
}
