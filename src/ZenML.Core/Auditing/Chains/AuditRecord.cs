using ZenML.Core.Resources;

namespace ZenML.Core.Auditing.Chains;

/// <summary>
/// A record of the audit log as it is stored and hashed: texts and numbers, nothing interpreted. So a record that somebody
/// changed into nonsense can still be read and named.
/// </summary>
public sealed record AuditRecord
{
    /// <summary>The id: 32 hexadecimal digits.</summary>
    public required string Id { get; init; }

    /// <summary>When it happened, in microseconds since 1970.</summary>
    public required long Created { get; init; }

    /// <summary>The id of the account.</summary>
    public string? UserId { get; init; }

    /// <summary>The account's name at that time.</summary>
    public required string UserName { get; init; }

    /// <summary>The action, as <see cref="AuditTexts"/> spells it.</summary>
    public required string Action { get; init; }

    /// <summary>The type of the resource.</summary>
    public required string ResourceType { get; init; }

    /// <summary>The id of the resource.</summary>
    public string? ResourceId { get; init; }

    /// <summary>The name of the resource with what distinguishes it from others.</summary>
    public string? ResourceName { get; init; }

    /// <summary>The address of the caller.</summary>
    public string? Address { get; init; }

    /// <summary>The outcome, as <see cref="AuditTexts"/> spells it.</summary>
    public required string Outcome { get; init; }

    /// <summary>How often it happened.</summary>
    public required long Count { get; init; }

    /// <summary>See <see cref="AuditEvent.BareName"/>.</summary>
    public string? BareName { get; init; }

    /// <summary>See <see cref="AuditEvent.Scope"/>.</summary>
    public string? Scope { get; init; }

    /// <summary>See <see cref="AuditEvent.OwnerId"/>.</summary>
    public string? OwnerId { get; init; }

    /// <summary>See <see cref="AuditEvent.WorkspaceId"/>.</summary>
    public string? WorkspaceId { get; init; }

    /// <summary>See <see cref="AuditEvent.PartOf"/>.</summary>
    public string? PartOf { get; init; }

    /// <summary>See <see cref="AuditEvent.PartCount"/>.</summary>
    public long? PartCount { get; init; }

    /// <summary>See <see cref="AuditEvent.ChangedKeys"/>: one name a line, each with a sign; null for none.</summary>
    public string? ChangedKeys { get; init; }

    /// <summary>The place in the chain, from 1; older records than the chain have places from -1 downwards.</summary>
    public long Position { get; init; }

    /// <summary>The hash of this record and the one before it.</summary>
    public byte[] Hash { get; init; } = [];

    /// <summary>
    /// What proves <see cref="Count"/> where it can grow: in a store an HMAC, in an export a signature. Null where the hash covers it.
    /// </summary>
    public byte[]? CountProof { get; init; }

    /// <summary>The form of an event that is stored. It has no place in a chain yet.</summary>
    public static AuditRecord Of(AuditEvent audited)
    {
        ArgumentNullException.ThrowIfNull(audited);
        return new AuditRecord
        {
            Id = Text(audited.Id.Value),
            Created = AuditTimes.Microseconds(audited.Created),
            UserId = Text(audited.UserId?.Value),
            UserName = audited.UserName,
            Action = audited.Action.Text(),
            ResourceType = audited.ResourceType,
            ResourceId = Text(audited.ResourceId),
            ResourceName = audited.ResourceName,
            Address = audited.Address,
            Outcome = audited.Outcome.Text(),
            Count = audited.Count,
            BareName = audited.BareName,
            Scope = audited.Scope,
            OwnerId = Text(audited.OwnerId),
            WorkspaceId = Text(audited.WorkspaceId),
            PartOf = audited.PartOf is { } part ? Text(part.Value) : null,
            PartCount = audited.PartCount,
            ChangedKeys = audited.ChangedKeys.Count == 0 ? null : string.Join('\n', audited.ChangedKeys),
        };
    }

    /// <summary>The event.</summary>
    /// <exception cref="FormatException">It is not what was written.</exception>
    public AuditEvent ToEvent() => new()
    {
        Id = new Id<AuditEvent>(Guid.ParseExact(Id, "N")),
        Created = AuditTimes.Time(Created),
        UserId = UserId is { } user ? new(Guid.ParseExact(user, "N")) : null,
        UserName = UserName,
        Action = AuditTexts.ParseAction(Action),
        ResourceType = ResourceType,
        ResourceId = ParseId(ResourceId),
        ResourceName = ResourceName,
        Address = Address,
        Outcome = AuditTexts.ParseOutcome(Outcome),
        Count = Count,
        IsCounted = CountProof is not null,
        BareName = BareName,
        Scope = Scope,
        OwnerId = ParseId(OwnerId),
        WorkspaceId = ParseId(WorkspaceId),
        PartOf = PartOf is { } part ? new(Guid.ParseExact(part, "N")) : null,
        PartCount = PartCount,
        ChangedKeys = ChangedKeys is { } keys ? keys.Split('\n') : [],
    };

    private static string Text(Guid id) => id.ToString("N");

    private static string? Text(Guid? id) => id?.ToString("N");

    private static Guid? ParseId(string? text) => text is null ? null : Guid.ParseExact(text, "N");
}
