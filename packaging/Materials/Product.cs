using System.Xml.Linq;

namespace ZenML.Packaging.Materials;

/// <summary>What is released: the two programs with all packages that they are made of.</summary>
/// <param name="Programs">The programs.</param>
/// <param name="Packages">The packages of all programs, in the order of their names.</param>
internal sealed record Product(IReadOnlyList<ShippedProgram> Programs, IReadOnlyList<LockedPackage> Packages)
{
    private const string Runtime = "Microsoft.NETCore.App.Runtime.NativeAOT.linux-x64";
    private const string WebRuntime = "Microsoft.AspNetCore.App.Runtime.linux-x64";

    /// <summary>Reads the lock files of the native programs.</summary>
    /// <param name="root">The folder of the repository.</param>
    public static Product Read(string root)
    {
        // The runtime is compiled into the programs, and no lock file names it. Its version is that of the compiler.
        var version = XDocument.Load(Path.Combine(root, "Directory.Packages.props")).Descendants("SdkPackagesVersion").Single().Value;
        ShippedProgram[] programs =
        [
            new("zenml", "The command.", [new(Runtime, version, []), .. Locked("ZenML.Cli")]),
            new("zenml-server", "The server.", [new(Runtime, version, []), new(WebRuntime, version, []), .. Locked("ZenML.Server")]),
        ];
        var packages = programs.SelectMany(program => program.Packages)
            .DistinctBy(package => package.Purl, StringComparer.OrdinalIgnoreCase)
            .OrderBy(package => package.Name, StringComparer.OrdinalIgnoreCase);
        return new Product(programs, [.. packages]);

        IReadOnlyList<LockedPackage> Locked(string project) =>
            LockFile.Read(Path.Combine(root, "src", project, "packages.linux-x64.lock.json"));
    }
}
