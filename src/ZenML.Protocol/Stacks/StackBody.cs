using ZenML.Protocol.Users;

namespace ZenML.Protocol.Stacks;

/// <summary>What is always told of a stack.</summary>
public sealed record StackBody
{
    /// <summary>When it was created.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>When it last changed.</summary>
    public required DateTimeOffset Updated { get; init; }

    /// <summary>Whose it is; null for the default stack.</summary>
    public UserResource? User { get; init; }
}
