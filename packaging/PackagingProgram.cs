using System.Globalization;
using System.Reflection;
using ZenML.Packaging.Manuals;
using ZenML.Packaging.Materials;

namespace ZenML.Packaging;

/// <summary>Writes what a release has besides the programs. <c>packaging/dist</c> calls it.</summary>
internal static class PackagingProgram
{
    private const string Usage =
        """
        Usage: ZenML.Packaging WORD FOLDER SECONDS

          man      write the manual pages: man1/zenml.1, man1/zenml-secret.1, ..., man8/zenml-server.8
          sbom     write the bill of materials, zenml.cdx.json, from the lock files of the repository
          notices  write the file copyright, and the licences of all packages to licenses/

        SECONDS is the time of the release, since 1970. What is written depends on nothing else that changes from day to day.
        """;

    /// <summary>The version of this build, which all projects share.</summary>
    public static string Version { get; } = typeof(PackagingProgram).Assembly
        .GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    public static async Task<int> Main(string[] arguments)
    {
        if (arguments is not [var word, var folder, var text]
            || !long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
        {
            await Console.Error.WriteLineAsync(Usage);
            return 2;
        }

        var time = DateTimeOffset.FromUnixTimeSeconds(seconds);
        switch (word)
        {
            case "man":
                await ManualPages.WriteAsync(folder, time);
                return 0;
            case "sbom":
                BillOfMaterials.Write(Path.Combine(folder, "zenml.cdx.json"), Product.Read(FindRepository()), time);
                return 0;
            case "notices":
                LicenceNotices.Write(folder, Product.Read(FindRepository()));
                return 0;
            default:
                await Console.Error.WriteLineAsync(Usage);
                return 2;
        }
    }

    /// <summary>The folder above the working directory that has the solution.</summary>
    private static string FindRepository()
    {
        for (var folder = new DirectoryInfo(Environment.CurrentDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "ZenML.slnx")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("Run this in a clone of the repository: there is no ZenML.slnx above the working directory.");
    }
}
