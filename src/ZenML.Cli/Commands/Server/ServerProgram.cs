using System.Runtime.InteropServices;
using ZenML.Core.Errors;

namespace ZenML.Cli.Commands.Server;

/// <summary>
/// The server's program: an executable next to this one, or a library that the <c>dotnet</c> host runs.
/// </summary>
/// <param name="File">The file to run.</param>
/// <param name="Arguments">The arguments that come before the server's own.</param>
internal sealed record ServerProgram(string File, IReadOnlyList<string> Arguments)
{
    private const string Name = "zenml-server";

    /// <summary>Finds it.</summary>
    /// <param name="environment">The process. The program is looked up in its folder, then on the path.</param>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotFound"/>.</exception>
    public static ServerProgram Find(CliEnvironment environment)
    {
        var fileName = OperatingSystem.IsWindows() ? $"{Name}.exe" : Name;
        string[] folders =
        [
            environment.ProgramFolder,
            Path.Combine(environment.ProgramFolder, Name),
            .. (environment.Variable("PATH") ?? "").Split(Path.PathSeparator),
        ];
        foreach (var folder in folders)
        {
            // A relative folder on the path would run programs from the current folder.
            if (!Path.IsPathRooted(folder))
            {
                continue;
            }

            if (Path.Combine(folder, fileName) is var program && System.IO.File.Exists(program))
            {
                return new ServerProgram(program, []);
            }

            if (Path.Combine(folder, $"{Name}.dll") is var library && System.IO.File.Exists(library) && FindHost(environment) is { } host)
            {
                return new ServerProgram(host, [library]);
            }
        }

        throw new ZenException(
            ErrorCode.NotFound,
            $"Cannot find the program '{fileName}' on the path or in the folder of zenml, '{environment.ProgramFolder}'. "
                + $"It is part of the same package: copy it to that folder.");
    }

    /// <remarks>
    /// A tool starts even if the host is in none of the usual places, because a file of the system can name its folder. Then it is three
    /// folders above that of the runtime: <c>shared/Microsoft.NETCore.App/VERSION</c>.
    /// </remarks>
    private static string? FindHost(CliEnvironment environment)
    {
        var fileName = OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet";
        return (environment.Variable("PATH") ?? "").Split(Path.PathSeparator).Prepend(environment.Variable("DOTNET_ROOT") ?? "")
            .Append(Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..")))
            .Where(Path.IsPathRooted).Select(folder => Path.Combine(folder, fileName)).FirstOrDefault(System.IO.File.Exists);
    }
}
