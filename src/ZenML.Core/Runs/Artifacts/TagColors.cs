using System.Security.Cryptography;

namespace ZenML.Core.Runs.Artifacts;

/// <summary>The colors of tags.</summary>
public static class TagColors
{
    private static readonly string[] Names =
        ["grey", "purple", "red", "green", "yellow", "orange", "lime", "teal", "turquoise", "magenta", "blue"];

    /// <summary>The words for all colors in databases and on the wire.</summary>
    public static IReadOnlyList<string> Words => Names;

    /// <summary>Returns a random color, for a tag that is created without one.</summary>
    public static string Random() => Names[RandomNumberGenerator.GetInt32(Names.Length)];
}
