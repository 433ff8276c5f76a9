using System.Diagnostics;
using System.Globalization;
using ZenML.EndToEnd.Tests.Driving;
using ZenML.TestKit;

namespace ZenML.EndToEnd.Tests.Installation;

/// <summary>
/// A root of its own: this machine's files without this repository. What is written there is in memory and gone at the end.
/// </summary>
internal sealed class CleanRoot : IAsyncDisposable
{
    /// <remarks>The mounts are in a namespace of their own: nobody else sees them, and they end with its last process.</remarks>
    private const string Make = """
        set -e
        top=$1; root=$1/root; hidden=$2; shift 2
        mount -t tmpfs none "$top"
        mkdir "$top/upper" "$top/work" "$root"
        mount -t overlay overlay -o "lowerdir=/,upperdir=$top/upper,workdir=$top/work" "$root"
        mount --rbind /proc "$root/proc"
        mount --rbind /dev "$root/dev"
        mount -t tmpfs none "$root$hidden"
        for shared in "$@"; do
          mkdir -p "$root$shared"
          mount --bind "$shared" "$root$shared"
        done
        exec chroot "$root" sh -c 'echo ready; exec cat'
        """;

    private static readonly string[] Unshare = ["--mount", "--propagation", "private", "bash", "-c"];

    private readonly TemporaryFolder place;
    private readonly Process holder;

    private CleanRoot(TemporaryFolder place, Process holder) => (this.place, this.holder) = (place, holder);

    /// <summary>Makes a root, which needs the rights of an administrator and a kernel that lets them mount.</summary>
    /// <param name="shared">Folders that the root shares with this machine, under the same paths.</param>
    /// <returns>The root; null if it is not permitted here.</returns>
    public static async Task<CleanRoot?> TryMakeAsync(params IEnumerable<string> shared)
    {
        var place = new TemporaryFolder();
        var holder = Process.Start(
            new ProcessStartInfo("unshare", [.. Unshare, Make, "make", place.Path, Executable.RepositoryRoot, .. shared])
            {
                RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
            })!;
        var root = new CleanRoot(place, holder);
        if (await holder.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) == "ready")
        {
            return root;
        }

        var error = await holder.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await root.DisposeAsync();
        Assert.True(Environment.GetEnvironmentVariable("CI") is null, $"Continuous integration has to make a root: {error}");
        return null;
    }

    /// <summary>Makes a program start in the root, with the same arguments, environment and working directory.</summary>
    public void Enter(ProcessStartInfo start)
    {
        string[] command = [start.FileName, .. start.ArgumentList];
        start.FileName = "nsenter";
        start.ArgumentList.Clear();
        string[] arguments =
        [
            "--target", holder.Id.ToString(CultureInfo.InvariantCulture), "--mount", "--root", "--",
            "env", "-C", start.WorkingDirectory, .. command,
        ];
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }
    }

    /// <summary>Runs a script of bash in the root, which must exit with 0.</summary>
    /// <returns>Its standard output, without the last line break.</returns>
    public async Task<string> OkAsync(string folder, string script)
    {
        var start = new ProcessStartInfo("bash", ["-ec", script]) { WorkingDirectory = folder };
        Enter(start);
        return (await SystemProgram.RunAsync(start)).Expect(0).Out.TrimEnd('\n');
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        holder.StandardInput.Close();
        await holder.WaitForExitAsync().InTimeAsync("the end of the root");
        holder.Dispose();
        place.Dispose();
    }
}
