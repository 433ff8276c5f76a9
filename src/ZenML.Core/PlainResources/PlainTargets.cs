using ZenML.Core.Errors;
using ZenML.Core.Persistence;
using ZenML.Core.Resources;
using ZenML.Core.Runs;
using ZenML.Core.Runs.Deployments;
using ZenML.Core.Stacks;
using ZenML.Core.Stacks.Components;
using ZenML.Core.Workspaces;

namespace ZenML.Core.PlainResources;

/// <summary>Finds what plain resources refer to.</summary>
internal static class PlainTargets
{
    /// <summary>Rejects references to what does not exist in a workspace.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotFound"/>.</exception>
    public static async Task EnsureExistAsync(
        IUnitOfWork unit,
        PlainResourceKind kind,
        IReadOnlyDictionary<string, object> values,
        Id<Workspace> workspace,
        CancellationToken cancellationToken)
    {
        foreach (var each in kind.Fields)
        {
            if (each.Reference is { } reference && values.TryGetValue(each.Name, out var value) && value is Guid id
                && await FindWorkspaceAsync(unit, reference.Target, id, cancellationToken) != workspace)
            {
                throw RecordChecks.NotFound(NounOf(reference.Target), new Id<PlainResource>(id));
            }
        }
    }

    private static async Task<Id<Workspace>?> FindWorkspaceAsync(
        IUnitOfWork unit, PlainTarget target, Guid id, CancellationToken cancellationToken) => target switch
    {
        PlainTarget.Pipeline =>
            (await unit.Tracking.Pipelines.FindByIdAsync(new Id<RegisteredPipeline>(id), cancellationToken))?.Workspace.Id,
        PlainTarget.Stack => (await unit.Stacks.FindByIdAsync(new Id<Stack>(id), cancellationToken))?.Workspace.Id,
        PlainTarget.Component => (await unit.Components.FindByIdAsync(new Id<Component>(id), cancellationToken))?.Workspace.Id,
        _ => (await unit.Tracking.Deployments.FindByIdAsync(new Id<Deployment>(id), withDetails: false, cancellationToken))?.Workspace.Id,
    };

    private static string NounOf(PlainTarget target) => target switch
    {
        PlainTarget.Pipeline => "pipeline",
        PlainTarget.Stack => "stack",
        PlainTarget.Component => "component",
        _ => "deployment",
    };
}
