namespace ZenML.Core.Users;

/// <summary>An account.</summary>
public sealed record User : IResource
{
    /// <summary>The identity.</summary>
    public required Id<User> Id { get; init; }

    /// <summary>The name to log in with.</summary>
    public required string Name { get; init; }

    /// <summary>The name for people; may be empty.</summary>
    public string FullName { get; init; } = "";

    /// <summary>Whether the account may be used.</summary>
    public bool IsActive { get; init; } = true;

    /// <summary>Whether the account administers the store.</summary>
    public bool IsAdmin { get; init; }

    /// <summary>When it was created, UTC, to the microsecond.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>When it last changed, UTC, to the microsecond.</summary>
    public required DateTimeOffset Updated { get; init; }

    Guid IResource.Uuid => Id.Value;

    string IResource.DisplayName => Name;
}
