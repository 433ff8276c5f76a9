using ZenML.Core.Resources;
using ZenML.Core.Secrets;
using ZenML.Core.Secrets.Deletion;
using ZenML.Core.Workspaces;

namespace ZenML.Cli.Commands.Secrets.Deleted;

/// <summary>A row of <c>zenml secret list</c>.</summary>
/// <param name="Secret">The secret.</param>
/// <param name="Deleted">Its deletion; null for a secret that is not deleted.</param>
internal sealed record ListedSecret(SecretInfo Secret, DeletedSecret? Deleted) : IResource
{
    Guid IResource.Uuid => Secret.Id.Value;

    string IResource.DisplayName => ((IResource)Secret).DisplayName;

    Id<Workspace>? IResource.WorkspaceId => ((IResource)Secret).WorkspaceId;
}
