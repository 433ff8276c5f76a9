using System.Diagnostics;
using System.Globalization;

namespace ZenML.TestKit;

/// <summary>A disk of a few megabytes that can be filled to the last byte. Creating one needs root.</summary>
public sealed class SmallDisk : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private SmallDisk()
    {
    }

    /// <summary>Its folder.</summary>
    public string Path => folder.Path;

    private string Filling => folder.File("filling");

    /// <summary>Makes one.</summary>
    /// <param name="megabytes">Its size.</param>
    /// <returns>The disk; null where that is not permitted.</returns>
    public static SmallDisk? TryMake(int megabytes)
    {
        var disk = new SmallDisk();
        var options = string.Create(CultureInfo.InvariantCulture, $"size={megabytes}m");
        if (OperatingSystem.IsLinux() && Environment.UserName == "root"
            && Run("mount", "-t", "tmpfs", "-o", options, "zenml-test", disk.Path))
        {
            return disk;
        }

        disk.folder.Dispose();
        return null;
    }

    /// <summary>Fills the disk to the last byte.</summary>
    public void Fill()
    {
        using var filling = new FileStream(Filling, FileMode.Append, FileAccess.Write, FileShare.None, bufferSize: 0);
        for (var length = 64 * 1024; length > 0; length /= 2)
        {
            try
            {
                while (true)
                {
                    filling.Write(new byte[length]);
                }
            }
            catch (IOException)
            {
                // A smaller block may still fit.
            }
        }
    }

    /// <summary>Frees the space again.</summary>
    public void Free() => File.Delete(Filling);

    /// <summary>Removes it.</summary>
    public void Dispose()
    {
        Run("umount", "--lazy", Path);
        folder.Dispose();
    }

    private static bool Run(string program, params IEnumerable<string> arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
