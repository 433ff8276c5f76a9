namespace ZenML.Core.Accounts.Credentials;

/// <summary>An update of an API key. Null changes nothing.</summary>
/// <param name="Name">The new name.</param>
/// <param name="Description">The new description.</param>
/// <param name="IsActive">Whether it is active.</param>
public sealed record ApiKeyUpdate(string? Name = null, string? Description = null, bool? IsActive = null)
{
    /// <summary>Changes of what the key may do, from where and until when.</summary>
    public ApiKeyLimitsUpdate? Limits { get; init; }
}
