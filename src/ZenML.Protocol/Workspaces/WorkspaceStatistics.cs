using System.Text.Json.Serialization;

namespace ZenML.Protocol.Workspaces;

/// <summary>How much there is in a workspace. The numbers travel as texts.</summary>
public sealed record WorkspaceStatistics
{
    /// <summary>How many stacks.</summary>
    public required string Stacks { get; init; }

    /// <summary>How many components.</summary>
    public required string Components { get; init; }

    /// <summary>How many pipelines.</summary>
    public required string Pipelines { get; init; }

    /// <summary>How many runs.</summary>
    public required string Runs { get; init; }

    /// <summary>How many user-scoped secrets of other accounts: an extension, for administrators who ask for it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? SecretsOfOthers { get; init; }

    /// <summary>How many of theirs were deleted and can be undeleted: an extension, as the one above.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? DeletedSecretsOfOthers { get; init; }
}
