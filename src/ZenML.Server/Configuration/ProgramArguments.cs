using ZenML.Platform.Processes;

namespace ZenML.Server.Configuration;

/// <summary>The arguments of the program.</summary>
internal sealed class ProgramArguments
{
    private static readonly Dictionary<string, string> Options = new(StringComparer.Ordinal)
    {
        ["--urls"] = SettingNames.Urls,
        ["--config"] = SettingNames.File,
    };

    private static readonly Dictionary<string, string> Switches =
        new(StringComparer.Ordinal) { ["--allow-empty-password"] = SettingNames.AllowEmptyPassword };

    private ProgramArguments(IReadOnlyDictionary<string, string> settings) => Settings = settings;

    /// <summary>The settings that they give.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; }

    /// <summary>Whether they ask for the help.</summary>
    public static bool AskForHelp(IReadOnlyList<string> arguments) => arguments.Any(argument => argument is "--help" or "-h" or "-?");

    /// <summary>Whether they ask for the version.</summary>
    public static bool AskForVersion(IReadOnlyList<string> arguments) => arguments.Contains("--version");

    /// <summary>The folder that <see cref="BackgroundProcess.Option"/> names; null if it is not given.</summary>
    public static string? FindBackgroundFolder(IReadOnlyList<string> arguments) =>
        arguments is [BackgroundProcess.Option, var folder, ..] ? folder : null;

    /// <summary>Reads them: <c>--urls URLS</c> or <c>--urls=URLS</c>.</summary>
    /// <param name="arguments">The arguments.</param>
    /// <param name="mistakes">Takes what is wrong with them, a sentence for each.</param>
    public static ProgramArguments Read(IReadOnlyList<string> arguments, ICollection<string> mistakes)
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var index = FindBackgroundFolder(arguments) is null ? 0 : 2; index < arguments.Count; index++)
        {
            var (option, value) = arguments[index].Split('=', 2) is [var before, var after] ? (before, after) : (arguments[index], null);
            if (!option.StartsWith('-'))
            {
                // It is not repeated: the value of an option that does not exist may be a password.
                mistakes.Add($"Argument {index + 1} belongs to no option. To see all: zenml-server --help");
                continue;
            }

            if (Switches.TryGetValue(option, out var switched))
            {
                if (value is not null)
                {
                    mistakes.Add($"{option} takes no value, as in: {ServerHelp.Usage}");
                }

                settings[switched] = "true";
                continue;
            }

            if (value is null && index + 1 < arguments.Count && !arguments[index + 1].StartsWith('-'))
            {
                value = arguments[++index];
            }

            if (!Options.TryGetValue(option, out var name))
            {
                mistakes.Add($"There is no option {option}. To see all: zenml-server --help");
            }
            else if (string.IsNullOrEmpty(value))
            {
                mistakes.Add($"{option} needs a value, as in: {ServerHelp.Usage}");
            }
            else
            {
                settings[name] = value;
            }
        }

        return new ProgramArguments(settings);
    }
}
