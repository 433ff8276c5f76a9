using System.Net.Sockets;
using System.Runtime.InteropServices;
using Microsoft.AspNetCore.Connections;
using ZenML.Core.Errors;
using ZenML.Core.Text;
using ZenML.Platform.Processes;
using ZenML.Server.Authentication;
using ZenML.Server.Configuration;
using ZenML.Server.Storage;

namespace ZenML.Server;

/// <summary>The server as a program: <c>zenml-server</c>, or a program of your own that adds to it.</summary>
public static class ServerHost
{
    /// <summary>Runs the server until it is stopped, as <c>zenml-server</c> does: with the same options, settings and messages.</summary>
    /// <param name="arguments">The arguments of the program.</param>
    /// <param name="add">Adds to the server; null to add nothing.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string[] arguments, Action<ServerAdditions>? add = null)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        var additions = new ServerAdditions();
        add?.Invoke(additions);
        _ = ProcessHardening.Apply();

        // SIGHUP means a closed terminal or log rotation. The log is standard output, so there is no file to reopen.
        using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, signal => signal.Cancel = true);
        if (ProgramArguments.RequestHelp(arguments) || ProgramArguments.RequestVersion(arguments))
        {
            Console.Out.WriteLine(ProgramArguments.RequestHelp(arguments) ? ServerHelp.Text : ServerHelp.Version);
            return 0;
        }

        BackgroundProcess? background;
        try
        {
            // First, because it provides settings and redirects all later output.
            background = ProgramArguments.FindBackgroundFolder(arguments) is { } folder ? BackgroundProcess.Begin(folder) : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"The server cannot write its log: {Sentence.End(exception.Message)}");
            return 1;
        }

        using (background)
        {
            var exitCode = await ServeAsync(arguments, additions, background);
            background?.End(exitCode);
            return exitCode;
        }
    }

    private static async Task<int> ServeAsync(string[] arguments, ServerAdditions additions, BackgroundProcess? background)
    {
        try
        {
            var mistakes = new List<string>();
            var settings = SettingsSources.Load(arguments, EnvironmentVariables.Read(), mistakes, Warn);
            var options = ServerOptions.Read(settings, additions.SecretsStore, mistakes) with
            {
                ResetsPassword = ProgramArguments.RequestPasswordReset(arguments),
            };
            SettingsExposure.Check(options, Warn);
            ProcessIsolation.Apply();
            await using var store = await ServerStore.OpenAsync(options, TimeProvider.System, Warn, CancellationToken.None);
            await using var application = ServerApplication.Create(options, store, TimeProvider.System);
            await application.StartAsync();
            if (background is not null)
            {
                background.Report(await StartReporting.MakeAsync(application.Services, CancellationToken.None));
            }

            await application.WaitForShutdownAsync();
            return 0;
        }
        catch (ZenException exception)
        {
            Console.Error.WriteLine(exception.Message);
            return 1;
        }
        catch (Exception exception) when (exception is SocketException or IOException { InnerException: AddressInUseException })
        {
            Console.Error.WriteLine(
                $"The server cannot listen on an address of {SettingNames.Urls}: {Sentence.End(exception.Message)} Stop the program that "
                    + $"uses the address, or choose another address or port.");
            return 1;
        }
    }

    private static void Warn(string message) => Console.Error.WriteLine($"Warning: {message}");
}
