using ZenML.Protocol.Users;

namespace ZenML.Protocol.Devices;

/// <summary>What is always told of a device.</summary>
public sealed record DeviceBody
{
    /// <summary>When it was created.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>When it last changed.</summary>
    public required DateTimeOffset Updated { get; init; }

    /// <summary>Who verified it.</summary>
    public UserResource? User { get; init; }

    /// <summary>How the client calls itself.</summary>
    public required Guid ClientId { get; init; }

    /// <summary>When it ends; null for never.</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <summary>Whether its owner trusts it.</summary>
    public required bool TrustedDevice { get; init; }

    /// <summary><c>pending</c>, <c>verified</c>, <c>active</c> or <c>locked</c>.</summary>
    public required string Status { get; init; }

    /// <summary>The operating system, as it says.</summary>
    public string? Os { get; init; }

    /// <summary>The network address.</summary>
    public string? IpAddress { get; init; }

    /// <summary>The name of the host, as it says.</summary>
    public string? Hostname { get; init; }
}
