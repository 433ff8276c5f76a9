using ZenML.EndToEnd.Tests.Driving;
using ZenML.TestKit;

namespace ZenML.EndToEnd.Tests.Installation;

/// <summary>What <c>packaging/dist</c> makes of the published executables. One for all tests.</summary>
[CollectionDefinition(Collection)]
public sealed class ReleaseFiles : IAsyncLifetime, ICollectionFixture<ReleaseFiles>
{
    /// <summary>The tests that share it.</summary>
    internal const string Collection = "Files of a release";

    private readonly TemporaryFolder folder = new();

    /// <summary>The folder with the files. Skips the test where no Debian package can be made.</summary>
    public string Folder
    {
        get
        {
            SystemProgram.Require("/usr/bin/dpkg-deb");
            return folder.Path;
        }
    }

    /// <summary>The version in the names.</summary>
    internal static string Version { get; } = File.ReadAllText(Path.Combine(Executable.RepositoryRoot, "Directory.Build.props"))
        .Split("<Version>")[1].Split('<')[0];

    /// <inheritdoc />
    public async ValueTask InitializeAsync()
    {
        if (SystemProgram.IsRequired("/usr/bin/dpkg-deb"))
        {
            await MakeAsync(folder.Path);
        }
    }

    /// <summary>Makes the files of a release.</summary>
    internal static Task MakeAsync(string folder) => SystemProgram.OkAsync(
        Executable.RepositoryRoot,
        Path.Combine(Executable.RepositoryRoot, "packaging", "dist"),
        Path.GetDirectoryName(Executable.FullPath)!,
        folder);

    /// <inheritdoc />
    public ValueTask DisposeAsync()
    {
        folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
