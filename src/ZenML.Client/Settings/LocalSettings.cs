using System.Text.Json.Serialization;
using ZenML.Core.Resources;
using ZenML.Core.Workspaces;

namespace ZenML.Client.Settings;

/// <summary>The choices of one person on one machine.</summary>
/// <remarks>
/// Properties are settable because the JSON reader sets those with <c>init</c> to null, not to their default, if the file lacks them.
/// </remarks>
internal sealed record LocalSettings
{
    /// <summary>The active workspace of the local store; null for the default one.</summary>
    [JsonPropertyName("active_workspace")]
    public ActiveChoice? Workspace { get; set; }

    /// <summary>The active stack of each workspace, by the workspace's id. Without an entry, the default stack is active.</summary>
    [JsonPropertyName("active_stacks")]
    public IReadOnlyDictionary<Guid, ActiveChoice> Stacks { get; set; } = new Dictionary<Guid, ActiveChoice>();

    /// <summary>The address of the server in use; null for the local store.</summary>
    [JsonPropertyName("connected_to")]
    public string? ConnectedTo { get; set; }

    /// <summary>The choices for each server, by its address.</summary>
    [JsonPropertyName("servers")]
    public IReadOnlyDictionary<string, ServerSettings> Servers { get; set; } = new Dictionary<string, ServerSettings>();

    public ActiveChoice? FindStack(Id<Workspace> workspace) => Stacks.GetValueOrDefault(workspace.Value);

    public LocalSettings WithStack(Id<Workspace> workspace, ActiveChoice stack) =>
        this with { Stacks = new Dictionary<Guid, ActiveChoice>(Stacks) { [workspace.Value] = stack } };

    /// <summary>
    /// The active stacks of a server, by the ids of their workspaces: no server is told of another's. A choice that an earlier version made
    /// names no server, so only a workspace that was chosen too finds it.
    /// </summary>
    /// <param name="server">The address of the server.</param>
    /// <param name="workspace">
    /// The workspace to confine them to; null, or one of which only the name is known, for all that may be it.
    /// </param>
    public IReadOnlyDictionary<Guid, ActiveChoice> FindStacks(string? server, ActiveChoice? workspace) => Stacks
        .Where(stack => workspace is null or { IsByName: true }
            ? server is not null && stack.Value.Server == server
            : stack.Key == workspace.Id)
        .ToDictionary();

    /// <summary>Returns the address of the server in use, which options and environment name first; null for the local store.</summary>
    public string? FindServerInUse(ZenClientOptions options) => options.FindServer() ?? ConnectedTo;

    /// <summary>Returns the file with the certificate authorities to trust for a server; null for those of the system.</summary>
    public string? FindCertificateAuthorities(string address, ZenClientOptions options) =>
        options.FindCertificateAuthorities() ?? FindServer(address).CertificateAuthorities;

    public ServerSettings FindServer(string address) => Servers.GetValueOrDefault(address) ?? new ServerSettings();

    public LocalSettings WithServer(string address, ServerSettings chosen) =>
        this with { Servers = new Dictionary<string, ServerSettings>(Servers) { [address] = chosen } };

    /// <summary>Returns the active workspace of a server, or of the local store for null; null if the default one is active.</summary>
    public ActiveChoice? FindWorkspace(string? server) => server is null ? Workspace : FindServer(server).Workspace;

    public LocalSettings WithWorkspace(string? server, ActiveChoice chosen) => server is null
        ? this with { Workspace = chosen }
        : WithServer(server, FindServer(server) with { Workspace = chosen });
}
