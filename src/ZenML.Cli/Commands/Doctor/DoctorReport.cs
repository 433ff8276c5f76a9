using ZenML.Core.Errors;
using ZenML.Core.Text;

namespace ZenML.Cli.Commands.Doctor;

/// <summary>Runs all checks. None that fails keeps the others from running, and one cause is reported once.</summary>
internal sealed class DoctorReport
{
    private readonly List<DoctorCheck> checks = [];

    /// <summary>Runs all checks.</summary>
    public static async Task<List<DoctorCheck>> RunAsync(CliContext context, CancellationToken cancellationToken)
    {
        var (report, options) = (new DoctorReport(), context.ClientOptions);
        await report.AddAsync(FolderChecks.Folder, () => Task.FromResult(FolderChecks.Run(options)));
        await report.AddAsync(StoreChecks.Store, async () => await StoreChecks.RunAsync(options, cancellationToken));
        await report.AddAsync(VariableChecks.Name, () => Task.FromResult(VariableChecks.Run(context.Environment.Variables().Keys)));
        await report.AddAsync(ServerChecks.Server, async () => await ServerChecks.RunAsync(options, cancellationToken));
        await report.AddAsync(
            ActiveChecks.Workspace, async () => await ActiveChecks.RunAsync(options, [.. report.checks], cancellationToken));
        return report.checks;
    }

    private async Task AddAsync(string name, Func<Task<IEnumerable<DoctorCheck>>> run)
    {
        try
        {
            // Checks may run only when they are enumerated. Those before a failure count.
            foreach (var check in await run())
            {
                Add(check);
            }
        }
        catch (ZenException exception)
        {
            Add(DoctorCheck.Failed(name, exception.Message));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Add(DoctorCheck.Error(name, $"It cannot be checked: {Sentence.End(exception.Message)}"));
        }
        catch (Exception exception) when (exception is not (OperationCanceledException or OutOfMemoryException or StackOverflowException))
        {
            // The message of an unexpected exception can contain anything.
            Add(DoctorCheck.Error(name, $"It cannot be checked: unexpected error ({exception.GetType().Name})."));
        }
    }

    /// <remarks>A cause that two checks notice has the same words in both. What a later check finds wrong is not ok.</remarks>
    private void Add(DoctorCheck check)
    {
        if (check.Status != DoctorStatus.Error)
        {
            checks.Add(check);
            return;
        }

        if (checks.Exists(known => known.Message == check.Message))
        {
            return;
        }

        var sound = checks.FindIndex(known => known.Name == check.Name && known.Status == DoctorStatus.Ok);
        if (sound >= 0)
        {
            checks[sound] = check;
        }
        else
        {
            checks.Add(check);
        }
    }
}
