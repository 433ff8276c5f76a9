using System.Net.Sockets;
using System.Runtime.InteropServices;
using Microsoft.AspNetCore.Connections;
using ZenML.Core.Errors;
using ZenML.Core.Text;
using ZenML.Platform.Processes;
using ZenML.Server;
using ZenML.Server.Authentication;
using ZenML.Server.Configuration;
using ZenML.Server.Storage;

_ = ProcessHardening.Apply();

// SIGHUP means a closed terminal or log rotation. The log is standard output, so there is no file to reopen.
using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, signal => signal.Cancel = true);
if (ProgramArguments.RequestHelp(args) || ProgramArguments.RequestVersion(args))
{
    Console.Out.WriteLine(ProgramArguments.RequestHelp(args) ? ServerHelp.Text : ServerHelp.Version);
    return 0;
}

BackgroundProcess? background;
try
{
    // First, because it provides settings and redirects all later output.
    background = ProgramArguments.FindBackgroundFolder(args) is { } folder ? BackgroundProcess.Begin(folder) : null;
}
catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
{
    Console.Error.WriteLine($"The server cannot write its log: {Sentence.End(exception.Message)}");
    return 1;
}

using (background)
{
    var exitCode = await RunAsync();
    background?.End(exitCode);
    return exitCode;
}

async Task<int> RunAsync()
{
    try
    {
        var mistakes = new List<string>();
        var options = ServerOptions.Read(SettingsSources.Load(args, EnvironmentVariables.Read(), mistakes, Warn), mistakes) with
        {
            ResetsPassword = ProgramArguments.RequestPasswordReset(args),
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

static void Warn(string message) => Console.Error.WriteLine($"Warning: {message}");
