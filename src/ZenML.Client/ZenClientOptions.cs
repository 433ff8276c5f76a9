using ZenML.Core.Errors;
using ZenML.Core.References;

namespace ZenML.Client;

/// <summary>How a <see cref="ZenClient"/> finds its store. What is not set is taken from the environment when it is needed.</summary>
public sealed record ZenClientOptions
{
    /// <summary>The environment variable that names the configuration folder.</summary>
    public const string ConfigPathVariable = "ZENML_CONFIG_PATH";

    /// <summary>The environment variable that holds one's own encryption key.</summary>
    public const string EncryptionKeyVariable = "ZENML_SECRETS_STORE_ENCRYPTION_KEY";

    private const string FolderName = "zenml-dotnet";

    /// <summary>The folder of the store and the settings. Without it: <c>ZENML_CONFIG_PATH</c>, else <c>zenml-dotnet</c> in the platform's folder for configuration.</summary>
    public string? ConfigPath { get; init; }

    /// <summary>The text that the store's key is derived from, at least 16 characters. Without it: <c>ZENML_SECRETS_STORE_ENCRYPTION_KEY</c>, else a key that the store makes.</summary>
    public string? EncryptionKey { get; init; }

    /// <summary>How thoroughly references are checked before a run. Without it: <c>ZENML_SECRET_VALIDATION_LEVEL</c>, else both secret and key must exist.</summary>
    public SecretValidationLevel? ValidationLevel { get; init; }

    /// <summary>
    /// Told, in a sentence for a person and never with a value: a name or key that no reference can express, plain text in a sensitive attribute, an active
    /// workspace or stack that no longer exists. Nothing is told without it.
    /// </summary>
    public Action<string>? OnWarning { get; init; }

    /// <summary>Where times come from.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Shows no key.</summary>
    public override string ToString() => $"{nameof(ZenClientOptions)} {{ {nameof(ConfigPath)} = {ConfigPath} }}";

    internal string FindConfigPath() => Path.GetFullPath(
        ConfigPath is { Length: > 0 } given ? given : ReadVariable(ConfigPathVariable) ?? Path.Combine(FindPlatformFolder(), FolderName));

    internal string? FindEncryptionKey() => EncryptionKey ?? ReadVariable(EncryptionKeyVariable);

    internal SecretValidationLevel FindValidationLevel() =>
        ValidationLevel ?? SecretValidationLevels.Parse(ReadVariable(SecretValidationLevels.EnvironmentVariable));

    internal void Warn(string message) => OnWarning?.Invoke(message);

    private static string FindPlatformFolder()
    {
        if (OperatingSystem.IsWindows())
        {
            return Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        }

        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile, Environment.SpecialFolderOption.DoNotVerify);
        if (home.Length == 0)
        {
            throw new ZenException(ErrorCode.InvalidArgument, $"This account has no home folder. Set {ConfigPathVariable} to the folder that the store should be in.");
        }

        if (OperatingSystem.IsMacOS())
        {
            return Path.Combine(home, "Library", "Application Support");
        }

        // Its specification has a relative path ignored.
        return ReadVariable("XDG_CONFIG_HOME") is { } folder && Path.IsPathRooted(folder) ? folder : Path.Combine(home, ".config");
    }

    /// <remarks>Set to nothing is how shells and containers say "not set".</remarks>
    private static string? ReadVariable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
