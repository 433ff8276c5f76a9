namespace ZenML.TestKit.Identity;

/// <summary>A person whom a <see cref="LoopbackProvider"/> knows.</summary>
/// <param name="Subject">The <c>sub</c>: what never changes.</param>
/// <param name="UserName">What the person types, and <c>preferred_username</c>.</param>
public sealed record LoopbackPerson(string Subject, string UserName)
{
    /// <summary>The password.</summary>
    public string Password { get; init; } = $"password of {UserName}";

    /// <summary>The email address; null for none.</summary>
    public string? Email { get; init; }

    /// <summary>Whether the provider says that the address belongs to the person.</summary>
    public bool IsEmailVerified { get; init; }

    /// <summary>The full name; null for none.</summary>
    public string? FullName { get; init; }

    /// <summary>The groups; null for no claim of groups.</summary>
    public IReadOnlyList<string>? Groups { get; init; }
}
