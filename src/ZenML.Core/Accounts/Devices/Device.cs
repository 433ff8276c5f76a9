using ZenML.Core.Accounts.Users;
using ZenML.Core.Resources;

namespace ZenML.Core.Accounts.Devices;

/// <summary>A machine on which a client logs in by having its owner confirm it in a browser.</summary>
public sealed record Device : IResource
{
    /// <summary>The identity; a device that asks anew gets a new one.</summary>
    public required Id<Device> Id { get; init; }

    /// <summary>How the client calls itself.</summary>
    public required Guid ClientId { get; init; }

    /// <summary>Who verified it; null as long as nobody did.</summary>
    public Id<User>? User { get; init; }

    /// <summary>Where it stands.</summary>
    public required DeviceStatus Status { get; init; }

    /// <summary>When it ends; null for never.</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <summary>Whether its owner trusts it.</summary>
    public bool IsTrusted { get; init; }

    /// <summary>How many wrong codes were given for it.</summary>
    public long FailedAttempts { get; init; }

    /// <summary>When it last fetched a token.</summary>
    public DateTimeOffset? LastLogin { get; init; }

    /// <summary>What it says of itself.</summary>
    public required DeviceDescription Description { get; init; }

    /// <summary>When it was created, UTC, to the microsecond.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>When it last changed, UTC, to the microsecond.</summary>
    public required DateTimeOffset Updated { get; init; }

    Guid IResource.Uuid => Id.Value;

    string IResource.DisplayName => Description.HostName ?? ClientId.ToString("D");
}
