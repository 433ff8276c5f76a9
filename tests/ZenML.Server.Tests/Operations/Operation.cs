using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using ZenML.Server.Tests.Hosting;
using ZenML.Server.Tests.Replay;
using ZenML.Server.Tests.Walk;

namespace ZenML.Server.Tests.Operations;

/// <summary>A row of <c>docs/operations.md</c>.</summary>
/// <param name="Method">The method.</param>
/// <param name="Path">The path, with names in braces.</param>
/// <param name="Word">Whether our server has it: same, differs or absent.</param>
/// <param name="Note">How it differs; what is answered if it is absent.</param>
internal sealed partial record Operation(string Method, string Path, string Word, string Note)
{
    /// <summary>The name of the description of ZenML's API, beside the recordings.</summary>
    private const string Description = "openapi-2.json";

    /// <summary>The rows, in order.</summary>
    public static IReadOnlyList<Operation> Documented { get; } =
    [
        .. File.ReadLines(System.IO.Path.Combine(Repository.Root, "docs", "operations.md"))
            .Select(line => Row().Match(line)).Where(match => match.Success).Select(match => match.Groups)
            .Select(groups => new Operation(groups[1].Value, groups[2].Value, groups[3].Value, groups[4].Value.Trim())),
    ];

    /// <summary>The operations of a server of ZenML, as <c>METHOD /path</c>; null if their description is missing.</summary>
    public static IReadOnlyList<string>? OfZenML { get; } = Recordings.FindBeside(Description) is { } file
        ? [.. Read(file)]
        : null;

    /// <summary>Method and path, without the names of the path's parameters.</summary>
    public string Shape => Endpoint.ShapeOf(Method, Path);

    /// <summary>The status that the note begins with; null if it begins with none.</summary>
    public int? Status =>
        int.TryParse(Note.AsSpan(0, Math.Min(3, Note.Length)), CultureInfo.InvariantCulture, out var status) ? status : null;

    public override string ToString() => $"{Method} {Path}";

    private static IEnumerable<string> Read(string file) =>
        from path in JsonDocument.Parse(File.ReadAllText(file)).RootElement.GetProperty("paths").EnumerateObject()
        from method in path.Value.EnumerateObject()
        select $"{method.Name.ToUpperInvariant()} {path.Name}";

    [GeneratedRegex(@"^\| `([A-Z]+) (/\S+)` \| (\w+) \|(.*)\|$")]
    private static partial Regex Row();
}
