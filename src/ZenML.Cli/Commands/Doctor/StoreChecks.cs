using ZenML.Cli.Output;
using ZenML.Client;
using ZenML.Client.Local;
using ZenML.Core.Backups;
using ZenML.Core.Errors;
using ZenML.Platform.Files;

namespace ZenML.Cli.Commands.Doctor;

/// <summary>Checks the local store, its key, and the clock against its newest record.</summary>
internal static class StoreChecks
{
    /// <summary>The name of the check of the store.</summary>
    public const string Store = "store";

    /// <summary>The name of the check of its key.</summary>
    public const string Key = "key";

    private const string Clock = "clock";

    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    /// <summary>Runs the checks.</summary>
    public static async Task<IReadOnlyList<DoctorCheck>> RunAsync(ZenClientOptions options, CancellationToken cancellationToken)
    {
        try
        {
            if (FolderAccess.Describe(options.GetConfigPath()) is not null)
            {
                // The check of the folder reports it. Nothing can be said of what is in there.
                return [];
            }

            var found = await LocalStore.InspectAsync(options, cancellationToken);
            return [.. Describe(found, options.Clock.GetUtcNow())];
        }
        catch (ZenException)
        {
            // The folder has no path, which its own check reports.
            return [];
        }
    }

    private static IEnumerable<DoctorCheck> Describe(StoreInspection found, DateTimeOffset now)
    {
        foreach (var problem in found.Problems.Concat(found.Exposures))
        {
            yield return DoctorCheck.Failed(Store, problem);
        }

        if (found.HasPendingRestore)
        {
            yield return DoctorCheck.Warning(Store, $"A restore was interrupted. The next command finishes it, such as: zenml status");
        }
        else if (!found.Exists)
        {
            if (found.Problems.Count == 0)
            {
                yield return DoctorCheck.Ok(Store, $"There is no local store yet. The first command that needs it creates it.");
            }

            yield break;
        }
        else if (found.Problems.Count == 0)
        {
            yield return found.Schema < found.NewestSchema
                ? DoctorCheck.Warning(Store,
                    $"'{found.Path}' has schema {found.Schema}. The next command, 'zenml backup' too, upgrades it to "
                    + $"{found.NewestSchema}; older versions of zenml cannot use it then. To keep a way back, run 'zenml backup FILE' with "
                    + $"the version of zenml that you used before, or copy the folder.")
                : DoctorCheck.Ok(Store, $"'{found.Path}' can be read. To check every secret: zenml store check");
        }

        if (found.KeySource is { } source)
        {
            yield return found.KeyProblem is { } problem
                ? DoctorCheck.Failed(Key, problem)
                : DoctorCheck.Ok(Key, $"The store's key is available: {source:raw}.");
        }

        if (found.NewestRecord is { } newest)
        {
            yield return newest - now > Tolerance
                ? DoctorCheck.Error(Clock,
                    $"The newest change in the store is of {Times.Text(newest)}, but the clock of this machine says {Times.Text(now)}. "
                    + $"One of them is wrong. Set the clock: records are sorted by time.")
                : DoctorCheck.Ok(Clock, $"The clock is after the newest change, {Times.Text(newest)}.");
        }
    }
}
