using System.Text;

namespace ZenML.Platform.Processes;

/// <summary>
/// Environment variables on their way to a program over a pipe. The environment that a process is started with can be
/// read for as long as it runs; what comes this way is in its memory alone.
/// </summary>
internal static class PrivateVariables
{
    /// <summary>Writes them in the form in which systems hand over environments: <c>NAME=value</c>, each ended by a zero.</summary>
    public static byte[] Write(IEnumerable<KeyValuePair<string, string>> variables) =>
        Encoding.UTF8.GetBytes(string.Concat(variables.Select(variable => $"{variable.Key}={variable.Value}\0")));

    /// <summary>Reads them.</summary>
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
