using System.IO.Compression;
using System.Xml.Linq;
using ZenML.EndToEnd.Tests.Driving;
using ZenML.TestKit;

namespace ZenML.EndToEnd.Tests.Installation;

/// <summary>The packages, as <c>./build pack</c> makes them, but of the build that the tests belong to. One for all tests.</summary>
public sealed class PackagesFolder : IAsyncLifetime
{
    private readonly TemporaryFolder folder = new();

    /// <summary>The folder with the packages.</summary>
    public string Folder => folder.Path;

    /// <summary>The names of all packages, without symbols.</summary>
    internal IReadOnlyList<string> Names =>
    [
        .. Directory.EnumerateFiles(Folder, "*.nupkg").Select(file => Path.GetFileName(file)[..^$".{ReleaseFiles.Version}.nupkg".Length])
            .Order(StringComparer.Ordinal),
    ];

    /// <inheritdoc />
    public async ValueTask InitializeAsync()
    {
        // tests/ZenML.EndToEnd.Tests/bin/CONFIGURATION/net10.0/
        var configuration = Path.GetFileName(Path.GetDirectoryName(AppContext.BaseDirectory.TrimEnd('/'))!);
        await SystemProgram.OkAsync(
            Executable.RepositoryRoot, "dotnet", "msbuild", "src/Packages.proj", "-nologo", "-v:quiet", "-m", "-t:PackAll",
            $"-p:Configuration={configuration}", "-p:NoBuild=true", $"-p:PackageOutputPath={Folder}/");
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync()
    {
        folder.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Opens a package.</summary>
    internal ZipArchive Open(string name, string extension = "nupkg") =>
        ZipFile.OpenRead(Path.Combine(Folder, $"{name}.{ReleaseFiles.Version}.{extension}"));

    /// <summary>What a package says about itself.</summary>
    internal XElement ReadMetadata(string name)
    {
        using var package = Open(name);
        using var stream = package.GetEntry($"{name}.nuspec")!.Open();
        return XDocument.Load(stream).Root!.Elements().Single(element => element.Name.LocalName == "metadata");
    }
}
