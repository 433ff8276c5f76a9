using ZenML.Core.Errors;

namespace ZenML.Server.Configuration;

/// <summary>Gathers the settings: the file, over it the environment, over that the arguments.</summary>
internal static class ServerSettings
{
    /// <summary>What the program accepts.</summary>
    public const string Usage = "usage: zenml-server [--urls http://127.0.0.1:8237] [--config FILE]";

    /// <summary>Gathers them.</summary>
    /// <param name="arguments">The program's arguments.</param>
    /// <param name="variable">Reads an environment variable.</param>
    /// <param name="mistakes">Takes what is wrong with the lines of the file, a sentence for each, to be told with what is wrong with the settings.</param>
    /// <exception cref="ZenException"><see cref="ErrorCode.InvalidArgument"/>.</exception>
    public static Dictionary<string, string> Gather(IReadOnlyList<string> arguments, Func<string, string?> variable, ICollection<string> mistakes)
    {
        var given = ReadArguments(arguments);
        var settings = new Dictionary<string, string>(StringComparer.Ordinal);
        if ((given.GetValueOrDefault(SettingNames.File) ?? variable(SettingNames.File)) is { Length: > 0 } path)
        {
            ReadFile(path, settings, mistakes);
        }

        foreach (var name in SettingNames.All)
        {
            if (variable(name) is { Length: > 0 } value)
            {
                settings[name] = value;
            }
        }

        foreach (var (name, value) in given)
        {
            settings[name] = value;
        }

        return settings;
    }

    private static Dictionary<string, string> ReadArguments(IReadOnlyList<string> arguments)
    {
        var given = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var index = 0; index < arguments.Count; index += 2)
        {
            var name = arguments[index] switch
            {
                "--urls" => SettingNames.Urls,
                "--config" => SettingNames.File,
                _ => null,
            };
            if (name is null || index + 1 == arguments.Count)
            {
                throw new ZenException(ErrorCode.InvalidArgument, Usage);
            }

            given[name] = arguments[index + 1];
        }

        return given;
    }

    /// <remarks>The form that systemd and container tools read as well: NAME=value, '#' begins a comment line.</remarks>
    private static void ReadFile(string path, Dictionary<string, string> settings, ICollection<string> mistakes)
    {
        string[] lines;
        try
        {
            lines = File.ReadAllLines(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
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

            if (!SettingNames.All.Contains(name))
            {
                mistakes.Add($"{path}, line {index + 1}: this is not NAME=value with the name of a setting.");
                continue;
            }

            if (!settings.TryAdd(name, Unquote(line[(sign + 1)..].Trim())))
            {
                mistakes.Add($"{path}, line {index + 1}: {name} is set on an earlier line already.");
            }
        }
    }

    private static string Unquote(string value) => value.Length >= 2 && value[0] is '"' or '\'' && value[^1] == value[0] ? value[1..^1] : value;
}
