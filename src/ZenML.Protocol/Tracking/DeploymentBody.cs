using ZenML.Protocol.Users;

namespace ZenML.Protocol.Tracking;

/// <summary>The body of a deployment.</summary>
public sealed record DeploymentBody
{
    /// <summary>When it was created.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>When it last changed.</summary>
    public required DateTimeOffset Updated { get; init; }

    /// <summary>The owner.</summary>
    public UserResource? User { get; init; }
}
