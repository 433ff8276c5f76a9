namespace ZenML.Protocol.Auditing;

/// <summary>An event of the audit as it travels. An extension of this server.</summary>
public sealed record AuditResource
{
    /// <summary>The identity.</summary>
    public required Guid Id { get; init; }

    /// <summary>When it happened.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>The account; null if nobody knows which.</summary>
    public Guid? UserId { get; init; }

    /// <summary>Its name at that time.</summary>
    public required string UserName { get; init; }

    /// <summary>What was done.</summary>
    public required string Action { get; init; }

    /// <summary>To what kind of thing.</summary>
    public required string ResourceType { get; init; }

    /// <summary>To which one.</summary>
    public Guid? ResourceId { get; init; }

    /// <summary>Its name at that time.</summary>
    public string? ResourceName { get; init; }

    /// <summary>From where.</summary>
    public string? Address { get; init; }

    /// <summary>How it ended.</summary>
    public required string Outcome { get; init; }

    /// <summary>How often it happened.</summary>
    public required long Count { get; init; }

    /// <summary>The name of the resource alone; null where it is <see cref="ResourceName"/>.</summary>
    public string? Name { get; init; }

    /// <summary>The scope of a secret.</summary>
    public string? Scope { get; init; }

    /// <summary>The account that owns the resource.</summary>
    public Guid? OwnerId { get; init; }

    /// <summary>The workspace of the resource.</summary>
    public Guid? WorkspaceId { get; init; }

    /// <summary>The first record of the same operation.</summary>
    public Guid? PartOf { get; init; }

    /// <summary>How many records the operation has.</summary>
    public long? PartCount { get; init; }

    /// <summary>The keys that a change touched.</summary>
    public required IReadOnlyList<string> Keys { get; init; }
}
