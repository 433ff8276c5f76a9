using System.Reflection;
using System.Runtime.InteropServices;

namespace ZenML.Client.Remote.Login;

/// <summary>The user agent that identifies this machine in the server's list of devices.</summary>
internal static class DeviceName
{
    /// <summary>The header, in the format that ZenML's own server parses.</summary>
    public static string UserAgent { get; } = string.Join(' ',
        $"Host/{Word(Environment.MachineName)}",
        $"ZenML/{Word(Version)}",
        $"DotNet/{Environment.Version.ToString(2)}",
        $"OS/{SystemName}-{RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant()}");

    private static string Version => typeof(DeviceName).Assembly
        .GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";

    private static string SystemName =>
        OperatingSystem.IsWindows() ? "windows" : OperatingSystem.IsMacOS() ? "mac" : "linux";

    private static string Word(string text) =>
        new([.. text.Select(character => IsKept(character) ? character : '_')]);

    private static bool IsKept(char character) => char.IsAsciiLetterOrDigit(character) || character is '.' or '-' or '_';
}
