using System.Xml.Linq;

namespace ZenML.Packaging.Materials;

/// <summary>A package as NuGet unpacked it on this machine.</summary>
/// <param name="path">Its folder.</param>
/// <param name="package">Its name and version.</param>
internal sealed class PackageFolder(string path, LockedPackage package)
{
    private readonly Lazy<XElement> metadata = new(() =>
        XDocument.Load(Path.Combine(path, $"{package.Name.ToLowerInvariant()}.nuspec")).Root!.Elements().Single(Named("metadata")));

    /// <summary>The licence as an SPDX expression; null if the package has a file instead.</summary>
    public string? Licence => License is { } license && (string?)license.Attribute("type") == "expression" ? license.Value : null;

    /// <summary>Who has the copyright, as the package says.</summary>
    public string Copyright => Find("copyright")?.Value ?? Find("authors")!.Value;

    /// <summary>The SHA-512 hash of the package file, in hexadecimal.</summary>
    public string Hash => Convert.ToHexStringLower(Convert.FromBase64String(
        File.ReadAllText(Directory.EnumerateFiles(path, "*.nupkg.sha512").Single())));

    /// <summary>The files with licences and notices.</summary>
    public IEnumerable<string> Notices => Directory.EnumerateFiles(path).Where(IsNotice).Order(StringComparer.Ordinal);

    private XElement? License => Find("license");

    /// <summary>Finds a package that was restored.</summary>
    /// <exception cref="InvalidOperationException">It was not.</exception>
    public static PackageFolder Find(LockedPackage package)
    {
        var packages = Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } named
            ? named
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        var path = Path.Combine(packages, package.Name.ToLowerInvariant(), package.Version);
        return Directory.Exists(path)
            ? new PackageFolder(path, package)
            : throw new InvalidOperationException(
                $"There is no {package.Name} {package.Version} in '{packages}'. Run './build aot' first.");
    }

    private static bool IsNotice(string file) => Path.GetFileNameWithoutExtension(file).ToUpperInvariant()
        is "LICENSE" or "LICENCE" or "NOTICE" or "COPYING" or "AUTHORS" or "THIRD-PARTY-NOTICES";

    private static Func<XElement, bool> Named(string name) => element => element.Name.LocalName == name;

    private XElement? Find(string name) => metadata.Value.Elements().FirstOrDefault(Named(name));
}
