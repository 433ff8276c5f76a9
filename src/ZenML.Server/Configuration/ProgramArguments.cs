using ZenML.Platform.Processes;

namespace ZenML.Server.Configuration;

/// <summary>The program's arguments.</summary>
internal sealed class ProgramArguments
{
    /// <remarks>
    /// No setting: it is meant for one start, and a variable that stays would reset the password at each one.
    /// </remarks>
    private const string ResetPassword = "--reset-password";

    private static readonly Dictionary<string, string> Options = new(StringComparer.Ordinal)
    {
        ["--urls"] = SettingNames.Urls,
        ["--config"] = SettingNames.File,
    };

    private static readonly Dictionary<string, string> Switches =
        new(StringComparer.Ordinal) { ["--allow-empty-password"] = SettingNames.AllowEmptyPassword };

    private ProgramArguments(IReadOnlyDictionary<string, string> settings) => Settings = settings;

    /// <summary>The settings that the arguments contain.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; }

    /// <summary>Whether the arguments request the help.</summary>
    public static bool RequestHelp(IReadOnlyList<string> arguments) => arguments.Any(argument => argument is "--help" or "-h" or "-?");

    /// <summary>Whether the arguments request the version.</summary>
    public static bool RequestVersion(IReadOnlyList<string> arguments) => arguments.Contains("--version");

    /// <summary>Whether the arguments request a new password for the first account.</summary>
    public static bool RequestPasswordReset(IReadOnlyList<string> arguments) => arguments.Contains(ResetPassword);

    /// <summary>Returns the folder of <see cref="BackgroundProcess.Option"/>; null if the option is absent.</summary>
    public static string? FindBackgroundFolder(IReadOnlyList<string> arguments) =>
        arguments is [BackgroundProcess.Option, var folder, ..] ? folder : null;

    /// <summary>Parses the arguments: <c>--urls URLS</c> or <c>--urls=URLS</c>.</summary>
    /// <param name="arguments">The arguments.</param>
    /// <param name="mistakes">Receives one sentence per mistake.</param>
    public static ProgramArguments Read(IReadOnlyList<string> arguments, ICollection<string> mistakes)
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var index = FindBackgroundFolder(arguments) is null ? 0 : 2; index < arguments.Count; index++)
        {
            var (option, value) = arguments[index].Split('=', 2) is [var before, var after] ? (before, after) : (arguments[index], null);
            if (!option.StartsWith('-'))
            {
                // The argument is not shown: it may be a password after an option that does not exist.
                mistakes.Add($"Argument {index + 1} does not belong to an option. To see all options: zenml-server --help");
                continue;
            }

            if (option == ResetPassword && value is null)
            {
                continue;
            }

            if (Switches.TryGetValue(option, out var switched))
            {
                if (value is not null)
                {
                    mistakes.Add($"{option} does not take a value. Usage: {ServerHelp.Usage}");
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
                mistakes.Add($"There is no option {option}. To see all options: zenml-server --help");
            }
            else if (string.IsNullOrEmpty(value))
            {
                mistakes.Add($"{option} needs a value. Usage: {ServerHelp.Usage}");
            }
            else
            {
                settings[name] = value;
            }
        }

        return new ProgramArguments(settings);
    }
}
