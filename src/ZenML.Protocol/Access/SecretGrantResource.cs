namespace ZenML.Protocol.Access;

/// <summary>A right on one secret as it travels.</summary>
public sealed record SecretGrantResource
{
    /// <summary>The id of the secret.</summary>
    public required Guid SecretId { get; init; }

    /// <summary>Who has it.</summary>
    public required HolderResource Holder { get; init; }

    /// <summary>The right.</summary>
    public required string Right { get; init; }

    /// <summary>When it ends; null for never.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>The account that granted it.</summary>
    public required Guid GrantedBy { get; init; }

    /// <summary>When it was granted.</summary>
    public required DateTimeOffset Created { get; init; }
}
