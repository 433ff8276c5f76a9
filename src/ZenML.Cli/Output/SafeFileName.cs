using System.Buffers;
using System.Text;
using ZenML.Core.Errors;
using ZenML.Core.Text;

namespace ZenML.Cli.Output;

/// <summary>Names of files after things in a store. On a server, other people choose those names.</summary>
internal static class SafeFileName
{
    /// <summary>
    /// Less than the file system limit of 255 bytes, to leave room for the name of the temporary file.
    /// </summary>
    private const int LongestName = 180;

    private static readonly SearchValues<char> Special = SearchValues.Create("/\\:*?\"<>|");

    private static readonly HashSet<string> Devices = new(
        ["CON", "PRN", "AUX", "NUL", .. Enumerable.Range(0, 10).SelectMany(number => (string[])[$"COM{number}", $"LPT{number}"])],
            StringComparer.OrdinalIgnoreCase);

    /// <summary>The name of a YAML file.</summary>
    /// <param name="name">The name in the store.</param>
    /// <param name="advice">What to do if the name is not safe.</param>
    /// <exception cref="ZenException"><see cref="ErrorCode.InvalidArgument"/>: it is not a safe file name.</exception>
    public static string Yaml(string name, string advice) => Of(name, ".yaml", advice);

    /// <summary>The name of a file.</summary>
    /// <param name="name">The name in the store.</param>
    /// <param name="ending">What the name of the file ends with.</param>
    /// <param name="advice">What to do if the name is not safe.</param>
    /// <exception cref="ZenException"><see cref="ErrorCode.InvalidArgument"/>: it is not a safe file name.</exception>
    public static string Of(string name, string ending, string advice) => IsSafe(name)
        ? name + ending
        : throw new ZenException(ErrorCode.InvalidArgument, $"'{name}' cannot be used as a file name. {advice:raw}");

    /// <summary>
    /// Whether the name is valid on every system and means what it shows: a file in the current folder, not hidden, not
    /// an option of another command, not a device, and without invisible characters.
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
