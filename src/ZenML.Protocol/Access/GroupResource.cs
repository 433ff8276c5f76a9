namespace ZenML.Protocol.Access;

/// <summary>A group of accounts as it travels.</summary>
public sealed record GroupResource
{
    /// <summary>The id.</summary>
    public required Guid Id { get; init; }

    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>The description; may be empty.</summary>
    public required string Description { get; init; }

    /// <summary>When it was created.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>When it last changed.</summary>
    public required DateTimeOffset Updated { get; init; }
}
