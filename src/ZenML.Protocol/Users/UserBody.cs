namespace ZenML.Protocol.Users;

/// <summary>What is always told of an account.</summary>
public sealed record UserBody
{
    /// <summary>When it was created.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>When it last changed.</summary>
    public required DateTimeOffset Updated { get; init; }

    /// <summary>Whether it may log in.</summary>
    public bool Active { get; init; }

    /// <summary>What activates the account; told once, when it is made.</summary>
    public string? ActivationToken { get; init; }

    /// <summary>The full name.</summary>
    public string FullName { get; init; } = "";

    /// <summary>Whether its owner wants mail; null as long as nobody asked.</summary>
    public bool? EmailOptedIn { get; init; }

    /// <summary>Whether a program uses it, not a person.</summary>
    public bool IsServiceAccount { get; init; }

    /// <summary>Whether it may manage accounts.</summary>
    public bool IsAdmin { get; init; }
}
