namespace ZenML.Server.Tests.Replay;

/// <summary>An exchange in its place, or a step of our own.</summary>
internal sealed record TimelineEntry(string? File, int Line)
{
    /// <summary>When the server was new.</summary>
    public required DateTimeOffset Start { get; init; }

    /// <summary>Whose token goes with it.</summary>
    public string Caller { get; init; } = "default";

    /// <summary>The exchange that handed out the API key in it.</summary>
    public string? Key { get; init; }

    /// <summary>The recorded id of what it creates, where the answer was cut out.</summary>
    public string? Id { get; init; }

    /// <summary>When it happened, where the answer was cut out.</summary>
    public DateTimeOffset? Time { get; init; }

    /// <summary>The words of a step of our own.</summary>
    public IReadOnlyList<string>? Step { get; init; }
}
