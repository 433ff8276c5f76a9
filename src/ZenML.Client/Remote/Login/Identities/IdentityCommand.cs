using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using ZenML.Core.Errors;
using ZenML.Core.Secrets;

namespace ZenML.Client.Remote.Login.Identities;

/// <summary>Runs a command of the user that writes an identity token to standard output.</summary>
/// <param name="command">The command, for the shell.</param>
internal sealed class IdentityCommand(string command)
{
    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(30);

    /// <summary>Runs it. The audience is in the variable <c>ZENML_IDENTITY_AUDIENCE</c>.</summary>
    /// <exception cref="ZenException">It fails, or takes too long.</exception>
    public async Task<SensitiveString> RunAsync(string audience, CancellationToken cancellationToken)
    {
        var start = OperatingSystem.IsWindows()
            ? new ProcessStartInfo("cmd.exe", $"/d /s /c \"{command}\"")
            : new ProcessStartInfo("/bin/sh", ["-c", command]);
        start.UseShellExecute = false;
        start.RedirectStandardOutput = true;
        start.RedirectStandardInput = true;
        start.StandardOutputEncoding = Encoding.UTF8;
        start.Environment[ZenClientOptions.IdentityAudienceVariable] = audience;
        using var limit = new CancellationTokenSource(TimeLimit);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            using var process = Process.Start(start)!;
            try
            {
                process.StandardInput.Close();
                var output = await ReadAsync(process.StandardOutput, either.Token);
                await process.WaitForExitAsync(either.Token);
                return process.ExitCode == 0 ? new SensitiveString(output) : throw Failed($"exited with {process.ExitCode}");
            }
            finally
            {
                if (!process.HasExited)
                {
                    process.Kill(entireProcessTree: true);
                }
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw Failed($"did not end in time");
        }
        catch (Win32Exception)
        {
            throw Failed($"cannot be started");
        }
    }

    private static async Task<string> ReadAsync(StreamReader output, CancellationToken cancellationToken)
    {
        var buffer = new char[IdentitySource.LongestToken + 2];
        var length = await output.ReadBlockAsync(buffer.AsMemory(), cancellationToken);
        return length < buffer.Length ? new string(buffer, 0, length) : throw Failed($"wrote more than a token");
    }

    /// <remarks>The command itself could contain a password.</remarks>
    private static ZenException Failed(MessageText what) => new(
        ErrorCode.NotAllowed, $"The command in {ZenClientOptions.IdentityTokenCommandVariable} {what.ToString():raw}.");
}
