using ZenML.Protocol.Paths;

namespace ZenML.Server.LeftOut;

/// <summary>A kind of resource of ZenML that this server does not have, so that its lists are empty and nothing can be created.</summary>
/// <param name="Noun">What messages call one of them.</param>
/// <param name="Path">The path of the list.</param>
/// <param name="RequiredFilters">The filters without which the list is a mistake.</param>
/// <param name="ChangePaths">The paths of requests that would change something, with their methods.</param>
internal sealed record LeftOutArea(
    string Noun, string Path, IReadOnlyList<string> RequiredFilters, IReadOnlyList<(string Method, string Path)> ChangePaths)
{
    private const string One = "/{id}";

    /// <summary>All areas.</summary>
    public static IReadOnlyList<LeftOutArea> All { get; } =
    [
        new("event source", "/event-sources", [],
            [("POST", "/event-sources"), ("PUT", $"/event-sources{One}"), ("DELETE", $"/event-sources{One}"), ("POST", $"/webhooks{One}")]),
        new("trigger", "/triggers", [], [("POST", "/triggers"), ("PUT", $"/triggers{One}"), ("DELETE", $"/triggers{One}")]),
        new("service", "/services", [],
            [("POST", $"{ApiPaths.InWorkspace}/services"), ("PUT", $"/services{One}"), ("DELETE", $"/services{One}")]),
        new("plugin flavor", "/plugin-flavors", ["category", "type", "subtype"], []),
    ];

    /// <summary>The path of one of them.</summary>
    public string OnePath => Path + One;
}
