using System.Globalization;
using ZenML.Core.Errors;

namespace ZenML.Server.Configuration;

/// <summary>Loads the settings. The arguments override the environment, which overrides the settings file.</summary>
internal static class SettingsSources
{
    /// <summary>Loads the settings without validating their values.</summary>
    /// <param name="arguments">The program's arguments.</param>
    /// <param name="environment">The environment variables.</param>
    /// <param name="mistakes">Receives one sentence per mistake, to report together with invalid values.</param>
    /// <param name="warn">Receives warnings about variables that have no effect.</param>
    /// <exception cref="ZenException"><see cref="ErrorCode.InvalidArgument"/>: the settings file cannot be read.</exception>
    public static Dictionary<string, string> Load(
        IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string> environment, ICollection<string> mistakes, Action<string> warn)
    {
        var given = ProgramArguments.Read(arguments, mistakes).Settings;
        var unknown = new UnknownSettings(mistakes, warn);
        var settings = new Dictionary<string, string>(StringComparer.Ordinal);
        if ((given.GetValueOrDefault(SettingNames.File) ?? environment.GetValueOrDefault(SettingNames.File)) is { Length: > 0 } path)
        {
            ReadFile(path, settings, unknown, mistakes);
            SettingsExposure.CheckSecret(Path.GetFullPath(path), warn);
        }

        unknown.CheckEnvironment(environment);
        foreach (var (name, value) in environment.Where(variable => variable.Value.Length > 0 && IsSetting(variable.Key)).Concat(given))
        {
            settings[name] = value;
        }

        var usesPostgreSql = settings.GetValueOrDefault(SettingNames.StoreUrl)?.StartsWith("postgres", StringComparison.Ordinal) == true;
        IgnoredVariables.Warn(environment, usesPostgreSql, warn);
        return settings;
    }

    private static bool IsSetting(string name) => Setting.Exists(name) || TelemetrySettings.Exists(name);

    /// <remarks>The format that systemd and container tools also read: NAME=value, '#' begins a comment line.</remarks>
    private static void ReadFile(string path, Dictionary<string, string> settings, UnknownSettings unknown, ICollection<string> mistakes)
    {
        string[] lines;
        try
        {
            lines = File.ReadAllLines(path);
        }
        catch (Exception exception) when (
            exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new ZenException(ErrorCode.InvalidArgument, $"The settings file {path} cannot be read.", exception);
        }

        foreach (var (index, text) in lines.Index())
        {
            var line = text.Trim();
            var sign = line.IndexOf('=', StringComparison.Ordinal);
            var name = sign < 0 ? "" : line[..sign].Trim();
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            var place = string.Create(CultureInfo.InvariantCulture, $"{path}, line {index + 1}");
            if (!IsSetting(name))
            {
                unknown.CheckLine(name, place);
            }
            else if (name == SettingNames.File)
            {
                mistakes.Add($"{place}: {name} cannot be set in the settings file itself.");
            }
            else if (!settings.TryAdd(name, Unquote(line[(sign + 1)..].Trim())))
            {
                mistakes.Add($"{place}: {name} is already set on an earlier line.");
            }
        }
    }

    private static string Unquote(string value) =>
        value.Length >= 2 && value[0] is '"' or '\'' && value[^1] == value[0] ? value[1..^1] : value;
}
