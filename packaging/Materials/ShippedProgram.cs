namespace ZenML.Packaging.Materials;

/// <summary>A program of the release.</summary>
/// <param name="Name">The name of its executable.</param>
/// <param name="Description">What it is.</param>
/// <param name="Packages">The packages that are compiled into it or lie beside it.</param>
internal sealed record ShippedProgram(string Name, string Description, IReadOnlyList<LockedPackage> Packages)
{
    /// <summary>What other entries of the bill of materials call it.</summary>
    public string Reference => $"{Name}@{PackagingProgram.Version}";
}
