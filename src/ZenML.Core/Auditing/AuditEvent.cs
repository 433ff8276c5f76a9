using ZenML.Core.Accounts.Users;
using ZenML.Core.Resources;

namespace ZenML.Core.Auditing;

/// <summary>
/// An entry of the audit log: who did what, when, from where, and with what outcome. It never holds a value.
/// </summary>
public sealed record AuditEvent
{
    /// <summary>The id. Ids sort by time.</summary>
    public required Id<AuditEvent> Id { get; init; }

    /// <summary>When it happened, in UTC, to the microsecond.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>The account, or null if it is unknown.</summary>
    public Id<User>? UserId { get; init; }

    /// <summary>The account's name at that time; empty if the account is unknown.</summary>
    public string UserName { get; init; } = "";

    /// <summary>The action.</summary>
    public required AuditAction Action { get; init; }

    /// <summary>The type of the resource: <c>secret</c>, <c>user</c>, <c>api_key</c>, ...</summary>
    public required string ResourceType { get; init; }

    /// <summary>The id of the resource.</summary>
    public Guid? ResourceId { get; init; }

    /// <summary>The name of the resource at that time.</summary>
    public string? ResourceName { get; init; }

    /// <summary>The network address of the caller; null for a local store.</summary>
    public string? Address { get; init; }

    /// <summary>The outcome.</summary>
    public required AuditOutcome Outcome { get; init; }

    /// <summary>
    /// How often it happened. Only repeated events that share a record, such as failed logins, have more than 1.
    /// </summary>
    public long Count { get; init; } = 1;

    /// <summary>Whether <see cref="Count"/> can grow after the event was stored.</summary>
    public bool IsCounted { get; init; }

    /// <summary>The name of the resource alone; null where <see cref="ResourceName"/> is no more than that.</summary>
    public string? BareName { get; init; }

    /// <summary>The scope of a secret: <c>user</c> or <c>workspace</c>.</summary>
    public string? Scope { get; init; }

    /// <summary>The account that owns the resource, if that is known.</summary>
    public Guid? OwnerId { get; init; }

    /// <summary>The workspace of the resource, if that is known.</summary>
    public Guid? WorkspaceId { get; init; }

    /// <summary>
    /// The first record of the same operation, if it has several: a read of many secrets, for example. Null for the first one.
    /// </summary>
    public Id<AuditEvent>? PartOf { get; init; }

    /// <summary>How many records the operation has, in the first of them; null if it has one.</summary>
    public long? PartCount { get; init; }

    /// <summary>
    /// The names of the keys that a change of a secret touched, each after <c>+</c> (added), <c>~</c> (changed) or <c>-</c> (removed).
    /// </summary>
    public IReadOnlyList<string> ChangedKeys { get; init; } = [];

    /// <summary>Creates an event that happens now.</summary>
    public static AuditEvent Of(
        Caller caller,
        DateTimeOffset now,
        AuditAction action,
        string resourceType,
        IResource? resource,
        AuditOutcome outcome = AuditOutcome.Success) => new()
    {
        Id = NewId(now),
        Created = now,
        UserId = caller.UserId,
        UserName = caller.Name,
        Action = action,
        ResourceType = resourceType,
        ResourceId = resource?.Uuid,
        ResourceName = resource?.DisplayName,
        BareName = (resource as IAuditedResource)?.BareName,
        Scope = (resource as IAuditedResource)?.Scope,
        OwnerId = (resource as IAuditedResource)?.OwnerId,
        WorkspaceId = resource?.WorkspaceId?.Value,
        ChangedKeys = action == AuditAction.Read ? [] : (resource as IAuditedResource)?.ChangedKeys ?? [],
        Address = caller.Address,
        Outcome = outcome,
    };

    /// <summary>Creates an id that sorts after ids of earlier times.</summary>
    public static Id<AuditEvent> NewId(DateTimeOffset now) => new(Guid.CreateVersion7(now));
}
