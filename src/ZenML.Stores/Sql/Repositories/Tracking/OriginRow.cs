using ZenML.Core.PlainResources;
using ZenML.Core.Resources;
using ZenML.Core.Runs.Deployments;

namespace ZenML.Stores.Sql.Repositories.Tracking;

/// <summary>A row with the ids of what its deployment <c>d</c> was made from, which <see cref="DeploymentOrigins"/> then reads.</summary>
/// <param name="Resource">The resource of the row.</param>
/// <param name="Build">The build.</param>
/// <param name="Schedule">The schedule.</param>
/// <param name="Code">The code reference.</param>
internal sealed record OriginRow<TResource>(
    TResource Resource, Id<PlainResource>? Build, Id<PlainResource>? Schedule, Id<CodeReference>? Code)
{
    /// <summary>Whether there is anything to read.</summary>
    public bool HasOrigin => Build is not null || Schedule is not null || Code is not null;
}
