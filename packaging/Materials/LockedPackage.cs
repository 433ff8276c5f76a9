namespace ZenML.Packaging.Materials;

/// <summary>A package that a lock file names.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Version">Its version.</param>
/// <param name="Dependencies">The names of the packages that it uses.</param>
internal sealed record LockedPackage(string Name, string Version, IReadOnlyList<string> Dependencies)
{
    /// <summary>Its address, the same everywhere: <c>pkg:nuget/Npgsql@10.0.3</c>.</summary>
    public string Purl => $"pkg:nuget/{Name}@{Version}";
}
