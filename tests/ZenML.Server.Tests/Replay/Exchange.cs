using System.Text.Json;

namespace ZenML.Server.Tests.Replay;

/// <summary>One recorded request with its answer.</summary>
/// <param name="File">The recording's file name without extension.</param>
/// <param name="Line">Its line, from 1.</param>
internal sealed record Exchange(string File, int Line)
{
    public required string Note { get; init; }

    public required string Method { get; init; }

    public required string Path { get; init; }

    public required IReadOnlyList<(string Name, string Value)> Query { get; init; }

    public required IReadOnlyDictionary<string, string> RequestHeaders { get; init; }

    /// <summary>A form or a malformed text is a string; no body is undefined.</summary>
    public required JsonElement RequestBody { get; init; }

    public required int Status { get; init; }

    public required IReadOnlyDictionary<string, string> ResponseHeaders { get; init; }

    public required JsonElement ResponseBody { get; init; }

    /// <summary>The time of the recording: the latest that its answer, or an earlier answer of the same file, shows.</summary>
    public required DateTimeOffset Time { get; init; }

    public override string ToString() => $"{File}:{Line} {Method} {Path} ({Note})";
}
