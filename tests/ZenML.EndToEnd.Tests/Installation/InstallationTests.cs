using System.Text.RegularExpressions;
using ZenML.EndToEnd.Tests.Documentation;
using ZenML.EndToEnd.Tests.Driving;
using ZenML.TestKit;

namespace ZenML.EndToEnd.Tests.Installation;

/// <summary>Installs a release as README.md says, each way in a root of its own, and takes the five-minute tour there.</summary>
[Collection(ReleaseFiles.Collection)]
public sealed partial class InstallationTests(ReleaseFiles release)
{
    /// <summary>Stands for the rights that a test in a root has anyway, and for the answer to a question.</summary>
    private const string Shell = "sudo() { case $1 in apt) shift; apt-get --yes --quiet \"$@\" ;; *) \"$@\" ;; esac; }";

    private static readonly string ReadMe = File.ReadAllText(Path.Combine(Executable.RepositoryRoot, "README.md"));

    [Fact]
    public async Task The_Debian_package_installs_in_a_clean_root_and_the_tour_of_the_README_works_there()
    {
        using var home = new TemporaryFolder();
        await using var root = await CleanRoot.TryMakeAsync(release.Folder);
        if (root is null)
        {
            // Without the right to mount: the same files below a fresh prefix.
            await SystemProgram.OkAsync(release.Folder, "dpkg-deb", "--extract", DebianPackage, home.Path);
            await TakeTourAsync(new Zenml(home.File("usr/bin/zenml")));
            return;
        }

        await root.OkAsync(
            "/",
            $"useradd --shell /bin/bash zenml; ! dpkg --install {DebianPackage} 2> /tmp/refusal; grep 'not a system account' /tmp/refusal; "
            + "userdel zenml");
        await root.OkAsync(release.Folder, $"{Shell}; {Installing("_amd64.deb")}");

        Assert.Equal("600 root:root", await root.OkAsync("/", "stat -c '%a %U:%G' /etc/zenml/server.env"));
        Assert.Equal("700 zenml:zenml", await root.OkAsync("/", "stat -c '%a %U:%G' /var/lib/zenml"));
        Assert.Equal("/var/lib/zenml:/usr/sbin/nologin", await root.OkAsync("/", "getent passwd zenml | cut -d : -f 6,7"));
        await TakeTourAsync(new Zenml("/usr/bin/zenml"), root);
        Assert.Equal("", await root.OkAsync("/", "md5sum --quiet -c /var/lib/dpkg/info/zenml.md5sums"));

        // Secrets outlive the package.
        await root.OkAsync("/", "echo secret > /var/lib/zenml/store; dpkg --purge zenml");
        Assert.Equal("secret", await root.OkAsync("/", "cat /var/lib/zenml/store; [ ! -e /usr/bin/zenml ]; [ ! -e /etc/zenml ]"));
    }

    [Fact]
    public async Task The_archive_unpacks_below_usr_local_and_the_tour_of_the_README_works_there()
    {
        using var home = new TemporaryFolder();
        await using var root = await CleanRoot.TryMakeAsync(release.Folder);
        if (root is null)
        {
            await SystemProgram.OkAsync(release.Folder, "tar", "-C", home.Path, "--strip-components=1", "-xzf", Archive);
            await TakeTourAsync(new Zenml(home.File("bin/zenml")));
            return;
        }

        await root.OkAsync(release.Folder, $"{Shell}; {Installing("-linux-x64.tar.gz")}");

        Assert.Equal("/usr/local/bin/zenml", await root.OkAsync("/", "PATH=/usr/local/bin:/usr/bin:/bin command -v zenml"));
        await TakeTourAsync(new Zenml("/usr/local/bin/zenml"), root);

        var guide = File.ReadAllLines(Path.Combine(Executable.RepositoryRoot, "docs", "install.md"));
        var removal = guide.SkipWhile(line => !line.StartsWith("tar -tzf ", StringComparison.Ordinal)).TakeWhile(line => line != "```");
        await root.OkAsync(release.Folder, $"{Shell}; {string.Join("; ", removal)}");
        Assert.Equal("", await root.OkAsync("/", "find /usr/local -name '*zenml*'"));
    }

    [Fact]
    public async Task The_archive_leaves_the_folders_that_it_shares_with_the_system_as_they_are()
    {
        using var prefix = new TemporaryFolder();
        var command = $"""
            mkdir bin real-man share && chmod 2775 bin && ln -s ../real-man share/man && chmod 700 share
            tar -C . --strip-components=1 -xzf {Archive}
            stat -c '%a %F' bin share share/man; ls real-man/man1/zenml.1.gz; stat -c %a lib/zenml share/doc/zenml
            """;

        var outcome = await SystemProgram.OkAsync(prefix.Path, "bash", "-ec", command);

        Assert.Equal(
            "2775 directory\n700 directory\n777 symbolic link\nreal-man/man1/zenml.1.gz\n755\n755",
            outcome.Out.TrimEnd().ReplaceLineEndings("\n"));
    }

    private string DebianPackage => Path.Combine(release.Folder, $"zenml_{ReleaseFiles.Version}_amd64.deb");

    private string Archive => Path.Combine(release.Folder, $"zenml-{ReleaseFiles.Version}-linux-x64.tar.gz");

    /// <summary>The command of README.md that installs a file.</summary>
    private static string Installing(string file) => Command().Matches(ReadMe).Select(match => match.Groups["command"].Value)
        .Single(command => command.EndsWith(file, StringComparison.Ordinal));

    private static async Task TakeTourAsync(Zenml machine, CleanRoot? root = null)
    {
        if (root is not null)
        {
            await root.OkAsync("/", $"mkdir -p {machine.Home}");
            machine.Enter = root.Enter;
        }

        await using var runner = new TranscriptRunner(machine);
        await TranscriptTests.TakeTourAsync(runner);
    }

    [GeneratedRegex("`(?<command>sudo [^`]+)`")]
    private static partial Regex Command();
}
