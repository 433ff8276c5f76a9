using ZenML.Core.Text;

namespace ZenML.Server.Configuration;

/// <summary>
/// Checks variables that are not settings of this server. An unknown variable with the prefix of settings is a mistake, because
/// whoever set it believes that it works. Variables that Kubernetes or ZenML's own server defines are exceptions.
/// </summary>
/// <param name="mistakes">Receives one sentence per mistake.</param>
/// <param name="warn">Receives warnings about variables that may be a mistake.</param>
internal sealed class UnknownSettings(ICollection<string> mistakes, Action<string> warn)
{
    private const string OwnPrefix = "ZENML_SERVER_";
    private const string CommonPrefix = "ZENML_";

    /// <summary>Checks environment variables.</summary>
    public void CheckEnvironment(IReadOnlyDictionary<string, string> variables)
    {
        var given = variables
            .Where(variable => variable.Value.Length > 0 && IsOfZenML(variable.Key))
            .OrderBy(variable => variable.Key, StringComparer.Ordinal);
        foreach (var (name, value) in given)
        {
            if (name.StartsWith(OwnPrefix, StringComparison.Ordinal))
            {
                if (!ServiceLink.Is(name, value))
                {
                    Check(name, place: "");
                }
            }
            else if (!Setting.Exists(name) && FindNearest(name) is { } nearest && !variables.ContainsKey(nearest))
            {
                // Other programs may use variables without the prefix.
                warn($"{IgnoredVariables.Printable(name)} is not a setting of this server. Did you mean {nearest}?");
            }
        }
    }

    /// <summary>Checks a name in the settings file.</summary>
    /// <param name="name">
    /// The text before the equals sign. It is shown only if it looks like a setting: anything else may be part of a value.
    /// </param>
    /// <param name="place">The file and line.</param>
    public void CheckLine(string name, string place)
    {
        if (IsOfZenML(name) && name.All(letter => char.IsAsciiLetterUpper(letter) || char.IsAsciiDigit(letter) || letter == '_'))
        {
            Check(name, $"{place}: ");
        }
        else
        {
            mistakes.Add($"{place}: the line must be NAME=value with the name of a setting.");
        }
    }

    private static bool IsOfZenML(string name) => name.StartsWith(CommonPrefix, StringComparison.Ordinal);

    private static string? FindNearest(string name) => NearestName.Find(name, Setting.All.Select(setting => setting.Name));

    private void Check(string name, string place)
    {
        if (Setting.Exists(name))
        {
            return;
        }

        if (UpstreamSettings.Exists(name))
        {
            warn($"{place}{name} is a setting of ZenML's own server. It has no effect on this server.");
            return;
        }

        var hint = FindNearest(name) is { } nearest ? $"Did you mean {nearest}?" : "To see all settings: zenml-server --help";
        mistakes.Add($"{place}{IgnoredVariables.Printable(name)} is not a setting of this server. {hint}");
    }
}
