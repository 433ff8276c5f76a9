using System.Text;

namespace ZenML.Platform.Processes;

/// <summary>
/// Passes environment variables to a program over a pipe. Other processes can read the initial environment of a
/// process, but not variables that are passed this way.
/// </summary>
internal static class PrivateVariables
{
    /// <summary>Writes variables as <c>NAME=value</c>, each followed by a NUL.</summary>
    public static byte[] Write(IEnumerable<KeyValuePair<string, string>> variables) =>
        Encoding.UTF8.GetBytes(string.Concat(variables.Select(variable => $"{variable.Key}={variable.Value}\0")));

    /// <summary>Reads variables.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Read(byte[] text)
    {
        foreach (var variable in Encoding.UTF8.GetString(text).Split('\0', StringSplitOptions.RemoveEmptyEntries))
        {
            if (variable.Split('=', 2) is [{ Length: > 0 } name, var value])
            {
                yield return KeyValuePair.Create(name, value);
            }
        }
    }
}
