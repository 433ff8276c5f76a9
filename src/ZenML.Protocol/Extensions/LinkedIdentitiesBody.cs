namespace ZenML.Protocol.Extensions;

/// <summary>The persons at identity providers to whom an account belongs: none or one.</summary>
public sealed record LinkedIdentitiesBody
{
    /// <summary>The persons.</summary>
    public required IReadOnlyList<LinkedIdentityResource> Identities { get; init; }
}
