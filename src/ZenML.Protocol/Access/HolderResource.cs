namespace ZenML.Protocol.Access;

/// <summary>An account or a group as it travels.</summary>
public sealed record HolderResource
{
    /// <summary>What it is: <c>user</c>, <c>service_account</c> or <c>group</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The id.</summary>
    public required Guid Id { get; init; }

    /// <summary>The name.</summary>
    public required string Name { get; init; }
}
