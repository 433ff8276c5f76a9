using ZenML.Protocol.Users;

namespace ZenML.Protocol.Components;

/// <summary>What is always told of a component.</summary>
public sealed record ComponentBody
{
    /// <summary>When it was created.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>When it last changed.</summary>
    public required DateTimeOffset Updated { get; init; }

    /// <summary>Whose it is; null for the default components.</summary>
    public UserResource? User { get; init; }

    /// <summary>What it is for.</summary>
    public required string Type { get; init; }

    /// <summary>The name of its flavor.</summary>
    public required string Flavor { get; init; }
}
