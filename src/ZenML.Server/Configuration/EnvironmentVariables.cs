using System.Collections;

namespace ZenML.Server.Configuration;

/// <summary>The environment of the process.</summary>
internal static class EnvironmentVariables
{
    /// <summary>Returns all variables by name.</summary>
    public static IReadOnlyDictionary<string, string> Read() =>
        Environment.GetEnvironmentVariables()
            .Cast<DictionaryEntry>()
            .ToDictionary(variable => (string)variable.Key, variable => (string?)variable.Value ?? "", StringComparer.Ordinal);
}
