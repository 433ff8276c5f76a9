using ZenML.Core.Accounts.Users;
using ZenML.Core.Resources;

namespace ZenML.Core.Auditing;

/// <summary>Who did what, when, from where, and how it ended. Never a value.</summary>
public sealed record AuditEvent
{
    /// <summary>The identity; ids grow with time.</summary>
    public required Id<AuditEvent> Id { get; init; }

    /// <summary>When, UTC, to the microsecond.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>The account; null if nobody knows which.</summary>
    public Id<User>? UserId { get; init; }

    /// <summary>The account's name at that time; empty if nobody knows it.</summary>
    public string UserName { get; init; } = "";

    /// <summary>What was done.</summary>
    public required AuditAction Action { get; init; }

    /// <summary>What it was done to: <c>secret</c>, <c>user</c>, <c>api_key</c>, ...</summary>
    public required string ResourceType { get; init; }

    /// <summary>Which one.</summary>
    public Guid? ResourceId { get; init; }

    /// <summary>Its name at that time.</summary>
    public string? ResourceName { get; init; }

    /// <summary>The network address of the caller; null in process.</summary>
    public string? Address { get; init; }

    /// <summary>How it ended.</summary>
    public required AuditOutcome Outcome { get; init; }

    /// <summary>How often it happened. More than once only where repeated events, such as failed logins, share a record.</summary>
    public long Count { get; init; } = 1;

    /// <summary>An event of now.</summary>
    public static AuditEvent Of(
        Caller caller, DateTimeOffset now, AuditAction action, string resourceType, IResource? resource, AuditOutcome outcome = AuditOutcome.Success) => new()
    {
        Id = NewId(now),
        Created = now,
        UserId = caller.UserId,
        UserName = caller.Name,
        Action = action,
        ResourceType = resourceType,
        ResourceId = resource?.Uuid,
        ResourceName = resource?.DisplayName,
        Address = caller.Address,
        Outcome = outcome,
    };

    /// <summary>An id that sorts behind those of earlier times.</summary>
    public static Id<AuditEvent> NewId(DateTimeOffset now) => new(Guid.CreateVersion7(now));
}
