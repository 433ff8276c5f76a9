using ZenML.Core.PlainResources;

namespace ZenML.Core.Runs.Deployments;

/// <summary>What a deployment was made from, besides the pipeline and the stack.</summary>
/// <param name="Build">The build, without details; null without one, or if it was deleted.</param>
/// <param name="Schedule">The schedule, without details; null without one, or if it was deleted.</param>
/// <param name="Code">The code; null without a code repository, or if that was deleted.</param>
public sealed record DeploymentOrigin(PlainResource? Build, PlainResource? Schedule, CodeReference? Code)
{
    /// <summary>The origin of a deployment that names none of them.</summary>
    public static DeploymentOrigin None { get; } = new(null, null, null);
}
