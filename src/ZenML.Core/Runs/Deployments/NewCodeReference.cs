using ZenML.Core.PlainResources;
using ZenML.Core.Resources;

namespace ZenML.Core.Runs.Deployments;

/// <summary>The code of a deployment to record; see <see cref="CodeReference"/>.</summary>
/// <param name="CodeRepository">The code repository, in the same workspace.</param>
/// <param name="Commit">The commit.</param>
/// <param name="Subdirectory">The folder in the repository.</param>
public sealed record NewCodeReference(Id<PlainResource> CodeRepository, string Commit, string Subdirectory);
