using ZenML.Protocol.Users;

namespace ZenML.Protocol.Tracking;

/// <summary>What is always told of a deployment.</summary>
public sealed record DeploymentBody
{
    /// <summary>When it was recorded.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>When it last changed.</summary>
    public required DateTimeOffset Updated { get; init; }

    /// <summary>Whose it is.</summary>
    public UserResource? User { get; init; }
}
