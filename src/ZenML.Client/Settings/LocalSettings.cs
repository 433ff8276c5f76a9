using System.Text.Json.Serialization;
using ZenML.Core;
using ZenML.Core.Workspaces;

namespace ZenML.Client.Settings;

/// <summary>What one person chose on one machine.</summary>
internal sealed record LocalSettings
{
    /// <summary>The active workspace; null for the default one.</summary>
    [JsonPropertyName("active_workspace")]
    public ActiveChoice? Workspace { get; init; }

    /// <summary>The active stack of each workspace, by the workspace's id; the default one where there is none.</summary>
    [JsonPropertyName("active_stacks")]
    public IReadOnlyDictionary<Guid, ActiveChoice> Stacks { get; init; } = new Dictionary<Guid, ActiveChoice>();

    public ActiveChoice? FindStack(Id<Workspace> workspace) => Stacks.GetValueOrDefault(workspace.Value);

    public LocalSettings WithStack(Id<Workspace> workspace, ActiveChoice stack) =>
        this with { Stacks = new Dictionary<Guid, ActiveChoice>(Stacks) { [workspace.Value] = stack } };
}
