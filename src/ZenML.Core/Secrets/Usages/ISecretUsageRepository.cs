using ZenML.Core.Resources;
using ZenML.Core.Workspaces;

namespace ZenML.Core.Secrets.Usages;

/// <summary>Reads references out of what is stored. Reads no value.</summary>
public interface ISecretUsageRepository
{
    /// <summary>Returns the references in the components of a workspace.</summary>
    /// <param name="workspace">The workspace.</param>
    /// <param name="name">The name of the secret; null for all.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    Task<IReadOnlyList<ComponentUse>> FindInComponentsAsync(
        Id<Workspace> workspace, string? name, CancellationToken cancellationToken);

    /// <summary>Returns the references in the settings of the latest runs of a workspace; runs without any are left out.</summary>
    /// <param name="workspace">The workspace.</param>
    /// <param name="name">The name of the secret; null for all.</param>
    /// <param name="runs">How many runs to read, the latest first.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    Task<IReadOnlyList<RunReferences>> FindInRunsAsync(
        Id<Workspace> workspace, string? name, int runs, CancellationToken cancellationToken);
}
