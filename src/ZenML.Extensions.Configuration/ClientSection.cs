using Microsoft.Extensions.Configuration;
using ZenML.Client;
using ZenML.Core.Errors;
using ZenML.Core.Secrets;
using ZenML.Core.Secrets.References;

namespace ZenML.Extensions.Configuration;

/// <summary>Reads the options of a client from a section of a configuration, key by key: nothing is found by reflection.</summary>
internal static class ClientSection
{
    /// <summary>The name of the section.</summary>
    public const string Name = "ZenML";

    private static readonly string[] Keys =
    [
        nameof(ZenClientOptions.ConfigPath), nameof(ZenClientOptions.EncryptionKey), nameof(ZenClientOptions.Server),
        nameof(ZenClientOptions.ServerApiKey), nameof(ZenClientOptions.ServerCertificateAuthorities),
        nameof(ZenClientOptions.ServerAccount), nameof(ZenClientOptions.Workspace), nameof(ZenClientOptions.Stack),
        nameof(ZenClientOptions.ValidationLevel),
    ];

    /// <summary>Returns the options with what the section sets and they do not.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.InvalidArgument"/>: the section has an unknown key or level.</exception>
    public static ZenClientOptions AddTo(ZenClientOptions options, IConfiguration configuration)
    {
        var section = configuration.GetSection(Name);
        if (section.GetChildren().Select(child => child.Key).Except(Keys, StringComparer.OrdinalIgnoreCase).ToArray() is [var unknown, ..])
        {
            throw new ZenException(
                ErrorCode.InvalidArgument, $"The section '{Name}' has no setting '{unknown}'. Its settings are {string.Join(", ", Keys)}.");
        }

        return options with
        {
            ConfigPath = options.ConfigPath ?? Read(nameof(options.ConfigPath)),
            EncryptionKey = options.EncryptionKey ?? Read(nameof(options.EncryptionKey)),
            Server = options.Server ?? Read(nameof(options.Server)),
            ServerApiKey = options.ServerApiKey ?? (Read(nameof(options.ServerApiKey)) is { } key ? new SensitiveString(key) : null),
            ServerCertificateAuthorities =
                options.ServerCertificateAuthorities ?? Read(nameof(options.ServerCertificateAuthorities)),
            ServerAccount = options.ServerAccount ?? Read(nameof(options.ServerAccount)),
            Workspace = options.Workspace ?? Read(nameof(options.Workspace)),
            Stack = options.Stack ?? Read(nameof(options.Stack)),
            ValidationLevel = options.ValidationLevel
                ?? (Read(nameof(options.ValidationLevel)) is { } level
                    ? SecretValidationLevels.Parse(level)
                    : (SecretValidationLevel?)null),
        };

        string? Read(string key) => section[key] is { Length: > 0 } value ? value : null;
    }
}
