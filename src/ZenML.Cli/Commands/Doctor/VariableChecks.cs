using ZenML.Cli.CommandLine;
using ZenML.Cli.Commands.Backup;
using ZenML.Cli.Commands.Server;
using ZenML.Cli.Commands.Users;
using ZenML.Cli.Completion;
using ZenML.Cli.Input;
using ZenML.Client;
using ZenML.Core.Secrets.References;
using ZenML.Core.Text;

namespace ZenML.Cli.Commands.Doctor;

/// <summary>Finds variables that are probably typos. Their values are not looked at.</summary>
internal static class VariableChecks
{
    private const string Name = "variables";

    private const string Prefix = "ZENML_";

    private const string ServerPrefix = "ZENML_SERVER_";

    /// <summary>The variables of this program. Those of the server, which rejects unknown ones itself, begin with another prefix.</summary>
    public static IReadOnlyList<string> Known { get; } =
    [
        UserActivateCommand.TokenVariable, BackupSecret.Variable, CredentialInput.NewPasswordVariable, GeneralOptions.DebugVariable,
        CompletionProtocol.LineVariable, CompletionProtocol.BreaksVariable, SecretValidationLevels.EnvironmentVariable,
        ZenClientOptions.ConfigPathVariable, ZenClientOptions.EncryptionKeyVariable, ZenClientOptions.ServerVariable,
        ZenClientOptions.ApiKeyVariable, ZenClientOptions.UserNameVariable, ZenClientOptions.PasswordVariable,
        ZenClientOptions.CertificateAuthoritiesVariable, ZenClientOptions.ServerAccountVariable, ZenClientOptions.WorkspaceVariable,
        ZenClientOptions.StackVariable,

        // For the server that 'zenml up' and 'zenml serve' start.
        FirstPassword.Variable, $"{Prefix}DEFAULT_USER_NAME",
    ];

    /// <summary>Runs the check.</summary>
    /// <param name="variables">The names of all variables.</param>
    public static IEnumerable<DoctorCheck> Run(IEnumerable<string> variables)
    {
        string[] own = [.. variables.Where(IsOwn).Order(StringComparer.Ordinal)];
        string[] unknown = [.. own.Except(Known)];
        foreach (var name in unknown)
        {
            yield return Suggest(name) is { } nearest
                ? DoctorCheck.Warning(Name, $"{name} is not a variable of zenml, so it has no effect. Did you mean {nearest}?")
                : DoctorCheck.Warning(Name, $"{name} is not a variable of zenml, so it has no effect. Unset it if it is meant for zenml.");
        }

        if (unknown.Length == 0)
        {
            yield return own.Length == 0
                ? DoctorCheck.Ok(Name, $"No variable of zenml is set.")
                : DoctorCheck.Ok(Name, $"Set: {string.Join(", ", own)}.");
        }
    }

    /// <summary>Returns the variable that was probably meant by an unknown one; null if none is close.</summary>
    public static string? Suggest(string name) => VariableNames.FindMeant(name)
        ?? (VariableNames.IsOfOwnClient(name) ? null : NearestName.Find(name, Known));

    /// <summary>Whether a variable is this program's, or claims to be.</summary>
    public static bool IsOwn(string name) =>
        name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) && !name.StartsWith(ServerPrefix, StringComparison.Ordinal);
}
