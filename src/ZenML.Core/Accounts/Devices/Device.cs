using ZenML.Core.Accounts.Users;
using ZenML.Core.Resources;
using ZenML.Core.Workspaces;

namespace ZenML.Core.Accounts.Devices;

/// <summary>A machine whose owner approves its login in a browser.</summary>
public sealed record Device : IResource
{
    /// <summary>The id. Every login request creates a new device.</summary>
    public required Id<Device> Id { get; init; }

    /// <summary>The id that the client has chosen.</summary>
    public required Guid ClientId { get; init; }

    /// <summary>The user who approved it; null while it is pending.</summary>
    public Id<User>? User { get; init; }

    /// <summary>The status.</summary>
    public required DeviceStatus Status { get; init; }

    /// <summary>When it expires; null for never.</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <summary>Whether its owner marked it as trusted.</summary>
    public bool IsTrusted { get; init; }

    /// <summary>The number of wrong user codes.</summary>
    public long FailedAttempts { get; init; }

    /// <summary>When it last obtained a token.</summary>
    public DateTimeOffset? LastLogin { get; init; }

    /// <summary>The description that the device sent.</summary>
    public required DeviceDescription Description { get; init; }

    /// <summary>When it was created, UTC, to the microsecond.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>When it last changed, UTC, to the microsecond.</summary>
    public required DateTimeOffset Updated { get; init; }

    Guid IResource.Uuid => Id.Value;

    string IResource.DisplayName => Description.HostName ?? ClientId.ToString("D");

    Id<Workspace>? IResource.WorkspaceId => null;
}
