using System.Text.RegularExpressions;

namespace ZenML.Server.Tests.Replay;

/// <summary>Something that our server does another way on purpose.</summary>
/// <param name="Id">Its name, also in docs/compatibility.md.</param>
/// <param name="Reason">Why.</param>
/// <param name="Places">Where it shows. Each of them must show it, or this test fails.</param>
internal sealed record KnownDifference(string Id, string Reason, params IReadOnlyList<Place> Places);

/// <summary>A place in the recordings.</summary>
/// <param name="File">The file; empty for all of them.</param>
/// <param name="Lines">The lines; empty for all of them.</param>
/// <param name="Path">The whole path of the difference, a regular expression.</param>
/// <param name="Ours">What our answer says there, a regular expression.</param>
internal sealed record Place(string File, IReadOnlyList<int> Lines, string Path, string Ours)
{
    /// <summary>Whether a difference is here.</summary>
    public bool Explains(Exchange exchange, Difference difference) =>
        (File.Length == 0 || File == exchange.File)
        && (Lines.Count == 0 || Lines.Contains(exchange.Line))
        && Regex.IsMatch(difference.Path, $"^(?:{Path})$")
        && Regex.IsMatch(difference.Ours, Ours);
}
