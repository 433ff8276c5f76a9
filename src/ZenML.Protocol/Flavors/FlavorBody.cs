using ZenML.Protocol.Users;

namespace ZenML.Protocol.Flavors;

/// <summary>What is always told of a flavor.</summary>
public sealed record FlavorBody
{
    /// <summary>When it was created.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>When it last changed.</summary>
    public required DateTimeOffset Updated { get; init; }

    /// <summary>The owner; null for built-in flavors.</summary>
    public UserResource? User { get; init; }

    /// <summary>The type of its components.</summary>
    public required string Type { get; init; }

    /// <summary>The integration that it belongs to; <c>built-in</c> for those that need none.</summary>
    public string? Integration { get; init; }

    /// <summary>Where its logo is.</summary>
    public string? LogoUrl { get; init; }
}
