using System.Globalization;
using ZenML.Core.Auditing;
using ZenML.Core.Resources;
using ZenML.Core.Workspaces;

namespace ZenML.Core.Secrets.Storage;

/// <summary>One version of a secret, as the audit log names it.</summary>
/// <param name="Secret">The secret.</param>
/// <param name="Version">The version.</param>
internal sealed record AuditedSecretVersion(SecretInfo Secret, long Version) : IAuditedResource
{
    Guid IResource.Uuid => Secret.Id.Value;

    string? IAuditedResource.BareName => Secret.Name.Value;

    string? IAuditedResource.Scope => ((IAuditedResource)Secret).Scope;

    Guid? IAuditedResource.OwnerId => Secret.User.Id.Value;

    string IResource.DisplayName =>
        string.Create(CultureInfo.InvariantCulture, $"{((IResource)Secret).DisplayName} version {Version}");

    Id<Workspace>? IResource.WorkspaceId => ((IResource)Secret).WorkspaceId;
}
