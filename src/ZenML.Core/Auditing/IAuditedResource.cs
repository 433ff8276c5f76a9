using ZenML.Core.Resources;

namespace ZenML.Core.Auditing;

/// <summary>A resource of which the audit log says more than its name.</summary>
public interface IAuditedResource : IResource
{
    /// <summary>The name alone; null if <see cref="IResource.DisplayName"/> is no more than that.</summary>
    string? BareName => null;

    /// <summary>The scope; null if it has none.</summary>
    string? Scope => null;

    /// <summary>The account that owns it; null if unknown.</summary>
    Guid? OwnerId => null;

    /// <summary>See <see cref="AuditEvent.ChangedKeys"/>.</summary>
    IReadOnlyList<string> ChangedKeys => [];
}
