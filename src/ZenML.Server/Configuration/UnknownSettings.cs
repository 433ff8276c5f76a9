using ZenML.Core.Text;

namespace ZenML.Server.Configuration;

/// <summary>
/// Judges variables that are no settings of this server. One that begins as its settings do is a mistake, for whoever set it believes that
/// it does something; but for
/// those that others set for reasons of their own.
/// </summary>
/// <param name="mistakes">Takes a sentence for each mistake.</param>
/// <param name="warn">Told what is no mistake, but perhaps not what was meant.</param>
internal sealed class UnknownSettings(ICollection<string> mistakes, Action<string> warn)
{
    private const string OwnPrefix = "ZENML_SERVER_";
    private const string CommonPrefix = "ZENML_";

    /// <summary>Judges the variables of an environment.</summary>
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
                // Variables without the prefix are those of other programs too.
                warn($"{IgnoredVariables.Printable(name)} is not a setting of this server. If {nearest} was meant, correct it.");
            }
        }
    }

    /// <summary>Judges a name that is set in a file.</summary>
    /// <param name="name">
    /// What stands before the sign. Only what looks like a setting is repeated: anything else may be a part of a value.
    /// </param>
    /// <param name="place">The file and the line.</param>
    public void CheckLine(string name, string place)
    {
        if (IsOfZenML(name) && name.All(letter => char.IsAsciiLetterUpper(letter) || char.IsAsciiDigit(letter) || letter == '_'))
        {
            Check(name, $"{place}: ");
        }
        else
        {
            mistakes.Add($"{place}: this is not NAME=value with the name of a setting.");
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
            warn($"{place}{name} is a setting of ZenML's own server that this one does not have; it has no effect.");
            return;
        }

        var hint = FindNearest(name) is { } nearest ? $"Did you mean {nearest}?" : "To see all settings: zenml-server --help";
        mistakes.Add($"{place}{IgnoredVariables.Printable(name)} is not a setting of this server. {hint}");
    }
}
