using System.Diagnostics;
using ZenML.EndToEnd.Tests.Driving;
using ZenML.TestKit;

namespace ZenML.EndToEnd.Tests.Installation;

/// <summary>Runs programs of this machine: packers, and the .NET SDK.</summary>
internal static class SystemProgram
{
    /// <summary>Runs a program, which must exit with 0. Its standard input is empty.</summary>
    /// <param name="folder">The working directory.</param>
    /// <param name="program">The program.</param>
    /// <param name="arguments">Its arguments.</param>
    public static async Task<Outcome> OkAsync(string folder, string program, params IEnumerable<string> arguments) =>
        (await RunAsync(new ProcessStartInfo(program, arguments) { WorkingDirectory = folder })).Expect(0);

    /// <summary>Skips the test where a program is not installed. In continuous integration it has to be.</summary>
    public static void Require(string program) => Assert.SkipUnless(IsRequired(program), $"{program} is not installed.");

    /// <summary>Whether a test has to use a program: it is installed, or this is continuous integration.</summary>
    public static bool IsRequired(string program) => File.Exists(program) || Environment.GetEnvironmentVariable("CI") is not null;

    /// <summary>Runs a program to its end.</summary>
    public static async Task<Outcome> RunAsync(ProcessStartInfo start)
    {
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = start.Environment["DOTNET_NOLOGO"] = "1";
        start.Environment["DOTNET_GENERATE_ASPNET_CERTIFICATE"] = "false";
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";

        // 'dotnet test' tells its children where its own build engine is.
        string[] variables = ["MSBuildSDKsPath", "MSBuildExtensionsPath", "MSBUILD_EXE_PATH", "MSBuildLoadMicrosoftTargetsReadOnly"];
        foreach (var name in variables)
        {
            start.Environment.Remove(name);
        }

        var cancellationToken = TestContext.Current.CancellationToken;
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var error = process.StandardError.ReadToEndAsync(cancellationToken);
        var description = string.Join(' ', start.ArgumentList.Prepend(start.FileName));
        await Task.WhenAll(output, error, process.WaitForExitAsync(cancellationToken)).InTimeAsync($"the end of `{description}`");
        return new Outcome(description, process.ExitCode, await output, await error);
    }
}
