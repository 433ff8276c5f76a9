using System.Buffers;
using System.Text;
using ZenML.Core.Errors;
using ZenML.Core.Text;

namespace ZenML.Cli.Output;

/// <summary>Files that are named after something in a store. In a server's store other people choose names.</summary>
internal static class SafeFileName
{
    /// <summary>
    /// Less than the 255 bytes that file systems take, for what is written beside the file meanwhile.
    /// </summary>
    private const int LongestName = 180;

    private static readonly SearchValues<char> Special = SearchValues.Create("/\\:*?\"<>|");

    private static readonly HashSet<string> Devices = new(
        ["CON", "PRN", "AUX", "NUL", .. Enumerable.Range(0, 10).SelectMany(number => (string[])[$"COM{number}", $"LPT{number}"])],
            StringComparer.OrdinalIgnoreCase);

    /// <summary>The name of a YAML file.</summary>
    /// <param name="name">The name in the store.</param>
    /// <param name="advice">What to do if a file cannot have the name.</param>
    /// <exception cref="ZenException"><see cref="ErrorCode.InvalidArgument"/>: a file cannot have it.</exception>
    public static string Yaml(string name, string advice) => IsSafe(name)
        ? $"{name}.yaml"
        : throw new ZenException(ErrorCode.InvalidArgument, $"'{name}' cannot be used as a file name. {advice:raw}");

    /// <summary>
    /// Whether a file can have this name, on every system, and is what it looks like: in the current folder, not
    /// hidden, no option of another command, no device, and without hidden
    /// characters.
    /// </summary>
    public static bool IsSafe(string name) =>
        name.Length > 0
        && name[0] is not ('.' or '-' or '~' or ' ')
        && name[^1] is not ('.' or ' ')
        && !name.AsSpan().ContainsAny(Special)
        && !VisibleText.HasHidden(name)
        && Encoding.UTF8.GetByteCount(name) <= LongestName
        && !Devices.Contains(name.Split('.')[0].TrimEnd());
}
