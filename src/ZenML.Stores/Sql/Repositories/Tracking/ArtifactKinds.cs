using ZenML.Core.Runs.Models;

namespace ZenML.Stores.Sql.Repositories.Tracking;

/// <summary>The stored words of <see cref="ModelArtifactKind"/>.</summary>
internal static class ArtifactKinds
{
    private static readonly string[] Words = ["data", "model", "deployment"];

    public static string ToStored(this ModelArtifactKind kind) => Words[(int)kind];

    /// <exception cref="FormatException">There is no such kind.</exception>
    public static ModelArtifactKind Parse(string word) => Array.IndexOf(Words, word) is var index and >= 0
        ? (ModelArtifactKind)index
        : throw new FormatException("No such kind.");
}
