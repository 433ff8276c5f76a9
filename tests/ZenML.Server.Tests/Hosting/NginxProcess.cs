using System.Diagnostics;
using System.Globalization;
using ZenML.TestKit;

namespace ZenML.Server.Tests.Hosting;

/// <summary>nginx from the Debian package in front of servers, with the configuration from the guide.</summary>
internal sealed class NginxProcess : IAsyncDisposable
{
    private const string Program = "/usr/sbin/nginx";

    private readonly TemporaryFolder folder = new();
    private readonly Process process;

    public NginxProcess(string example, int port, ServerProcess first, ServerProcess second)
    {
        Port = port;
        string[] kinds = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
        var own = $"http {{\n    {string.Join(' ', kinds.Select(kind => $"{kind}_temp_path {folder.File(kind)};"))}";
        File.WriteAllText(folder.File("nginx.conf"), example.Replace("http {", own, StringComparison.Ordinal)
            .Replace("8300", Text(port), StringComparison.Ordinal)
            .Replace("8301", Text(first.Port), StringComparison.Ordinal)
            .Replace("8302", Text(second.Port), StringComparison.Ordinal));
        var account = Environment.UserName == "root" ? "user root; " : "";
        process = Process.Start(new ProcessStartInfo(
            Program,
            [
                "-p", folder.Path, "-c", folder.File("nginx.conf"), "-e", folder.File("errors"),
                "-g", $"{account}daemon off; pid {folder.File("pid")};",
            ]))!;
    }

    /// <summary>Whether nginx is installed.</summary>
    public static bool IsInstalled => File.Exists(Program);

    public int Port { get; }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            await ServerProcess.TerminateAsync(process);
            await process.WaitForExitAsync().InTimeAsync("nginx to exit");
        }

        process.Dispose();
        folder.Dispose();
    }

    private static string Text(int port) => port.ToString(CultureInfo.InvariantCulture);
}
