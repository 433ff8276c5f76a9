using System.Globalization;
using ZenML.Cli.Commands.General;
using ZenML.Client;
using ZenML.Core.Errors;

namespace ZenML.Cli.Commands.Doctor;

/// <summary>Checks the server in use.</summary>
internal static class ServerChecks
{
    /// <summary>The name of the check of the connection.</summary>
    public const string Server = "server";

    private const string Version = "version";

    private const string Encryption = "encryption";

    private const string Login = "login";

    private const string Clock = "server clock";

    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    /// <summary>Runs the checks; without a server only the one of this program's version.</summary>
    public static async Task<IReadOnlyList<DoctorCheck>> RunAsync(ZenClientOptions options, CancellationToken cancellationToken)
    {
        try
        {
            return await ZenServer.InspectAsync(options, cancellationToken) is { } found
                ? [.. Describe(found)]
                : [DoctorCheck.Ok(Version, $"zenml {VersionCommand.Version}.")];
        }
        catch (ZenException exception)
        {
            return [DoctorCheck.Failed(Server, exception.Message)];
        }
    }

    private static IEnumerable<DoctorCheck> Describe(ServerInspection found)
    {
        if (found.Problem is { } problem)
        {
            yield return DoctorCheck.Failed(Server, problem);
            yield break;
        }

        yield return DoctorCheck.Ok(Server, $"{found.Address} answers.");
        yield return found.IsExposed
            ? DoctorCheck.Warning(Encryption,
                $"The connection to {found.Address} is not encrypted: others on the network can read tokens and values. Use https.")
            : DoctorCheck.Ok(Encryption, $"Nobody on the network can read what is sent.");
        yield return CompareVersions(found);
        yield return found.LoginProblem is { } refused
            ? DoctorCheck.Failed(Login, refused)
            : DoctorCheck.Ok(Login, $"You are logged in as '{found.Account}' ({found.Login ?? "password"}).");
        if (found.ClockDifference is { } difference)
        {
            yield return CompareClocks(difference);
        }
    }

    private static DoctorCheck CompareVersions(ServerInspection found) => found switch
    {
        { Extensions: 0 } => DoctorCheck.Ok(Version,
            $"zenml {VersionCommand.Version}; the server is ZenML {found.Version}, which lacks history, import and other extensions."),
        _ when found.Extensions < found.KnownExtensions => DoctorCheck.Warning(Version,
            $"zenml {VersionCommand.Version} is newer than the server, so some commands do not work. Upgrade the server."),
        _ when found.Extensions > found.KnownExtensions => DoctorCheck.Warning(Version,
            $"zenml {VersionCommand.Version} is older than the server. Upgrade zenml to use everything that the server offers."),
        _ => DoctorCheck.Ok(Version, $"zenml {VersionCommand.Version}; the server fits (API of ZenML {found.Version})."),
    };

    private static DoctorCheck CompareClocks(TimeSpan difference)
    {
        var seconds = Math.Abs(difference.TotalSeconds).ToString("0", CultureInfo.InvariantCulture);
        var direction = difference > TimeSpan.Zero ? "ahead of" : "behind";
        return difference.Duration() > Limit
                ? DoctorCheck.Error(Clock,
                    $"The server's clock is {seconds} seconds {direction} the clock of this machine. Correct the wrong one: tokens can "
                    + $"seem expired.")
            : difference.Duration() > Tolerance
                ? DoctorCheck.Warning(
                    Clock, $"The server's clock is {seconds} seconds {direction} the clock of this machine. Correct the wrong one.")
            : DoctorCheck.Ok(Clock, $"The server's clock agrees with the clock of this machine.");
    }
}
