using System.Text.Json.Serialization;
using ZenML.Core.Resources;
using ZenML.Core.Workspaces;

namespace ZenML.Client.Settings;

/// <summary>What one person chose on one machine.</summary>
/// <remarks>Properties are settable because the JSON reader gives those with <c>init</c> null, not their default, if the file does not have them.</remarks>
internal sealed record LocalSettings
{
    /// <summary>The active workspace of the local store; null for the default one.</summary>
    [JsonPropertyName("active_workspace")]
    public ActiveChoice? Workspace { get; set; }

    /// <summary>The active stack of each workspace, by the workspace's id, wherever that workspace is; the default one where there is none.</summary>
    [JsonPropertyName("active_stacks")]
    public IReadOnlyDictionary<Guid, ActiveChoice> Stacks { get; set; } = new Dictionary<Guid, ActiveChoice>();

    /// <summary>The address of the server in use; null for the local store.</summary>
    [JsonPropertyName("connected_to")]
    public string? ConnectedTo { get; set; }

    /// <summary>What was chosen for each server, by its address.</summary>
    [JsonPropertyName("servers")]
    public IReadOnlyDictionary<string, ServerSettings> Servers { get; set; } = new Dictionary<string, ServerSettings>();

    public ActiveChoice? FindStack(Id<Workspace> workspace) => Stacks.GetValueOrDefault(workspace.Value);

    public LocalSettings WithStack(Id<Workspace> workspace, ActiveChoice stack) =>
        this with { Stacks = new Dictionary<Guid, ActiveChoice>(Stacks) { [workspace.Value] = stack } };

    public ServerSettings FindServer(string address) => Servers.GetValueOrDefault(address) ?? new ServerSettings();

    public LocalSettings WithServer(string address, ServerSettings chosen) =>
        this with { Servers = new Dictionary<string, ServerSettings>(Servers) { [address] = chosen } };

    /// <summary>The active workspace of a server, or of the local store if there is none.</summary>
    public ActiveChoice? FindWorkspace(string? server) => server is null ? Workspace : FindServer(server).Workspace;

    public LocalSettings WithWorkspace(string? server, ActiveChoice chosen) => server is null
        ? this with { Workspace = chosen }
        : WithServer(server, FindServer(server) with { Workspace = chosen });
}
