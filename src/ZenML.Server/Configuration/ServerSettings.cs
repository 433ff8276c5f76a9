using System.Globalization;
using ZenML.Core.Errors;

namespace ZenML.Server.Configuration;

/// <summary>Gathers the settings: the file, over it the environment, over that the arguments.</summary>
internal static class ServerSettings
{
    /// <summary>Gathers them.</summary>
    /// <param name="arguments">The program's arguments.</param>
    /// <param name="environment">The environment variables.</param>
    /// <param name="mistakes">Takes what is wrong, a sentence for each, to be told with what is wrong with the settings' values.</param>
    /// <param name="warn">Told what is set and has no effect.</param>
    /// <exception cref="ZenException"><see cref="ErrorCode.InvalidArgument"/>: the settings file cannot be read.</exception>
    public static Dictionary<string, string> Gather(
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

    /// <remarks>The form that systemd and container tools read as well: NAME=value, '#' begins a comment line.</remarks>
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
                mistakes.Add($"{place}: {name} cannot be set within the file that it names.");
            }
            else if (!settings.TryAdd(name, Unquote(line[(sign + 1)..].Trim())))
            {
                mistakes.Add($"{place}: {name} is set on an earlier line already.");
            }
        }
    }

    private static string Unquote(string value) =>
        value.Length >= 2 && value[0] is '"' or '\'' && value[^1] == value[0] ? value[1..^1] : value;
}
