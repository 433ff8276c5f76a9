using ZenML.Client;
using ZenML.Client.Local;
using ZenML.Core.Errors;

namespace ZenML.Cli.Commands.Doctor;

/// <summary>
/// Checks what commands read before they do anything: the level of validation, the login in the environment, the active workspace and
/// stack. The errors are those of the commands.
/// </summary>
internal static class ActiveChecks
{
    /// <summary>The name of the check of the workspace.</summary>
    public const string Workspace = "workspace";

    private const string Stack = "stack";

    /// <summary>Runs the checks.</summary>
    /// <param name="options">Where the store is.</param>
    /// <param name="before">The other checks. If the store or the server has a problem, nothing is read from it.</param>
    /// <param name="cancellationToken">Cancels the requests.</param>
    public static async Task<IReadOnlyList<DoctorCheck>> RunAsync(
        ZenClientOptions options, IReadOnlyList<DoctorCheck> before, CancellationToken cancellationToken)
    {
        var found = new List<DoctorCheck>();
        await using var client = ZenClient.Open(options with { OnWarning = null, CreateStore = false });
        if (Find(() => client.Runtime.GetValidationLevel()) is { } level)
        {
            found.Add(DoctorCheck.Failed(VariableChecks.Name, level.Message));
        }

        // Opening the store would write what a program that was cut off left in the log.
        if (before.Any(IsInTheWay)
            || ((client.Workspaces.ActiveOverride ?? client.Stacks.ActiveOverride) is null && LocalStore.HasLog(options)))
        {
            return found;
        }

        var name = VariableChecks.Name;
        try
        {
            await client.DescribeStoreAsync(cancellationToken);
            name = Workspace;
            found.Add(DoctorCheck.Ok(name, $"'{(await client.Workspaces.GetActiveAsync(cancellationToken)).Name}' is active."));
            name = Stack;
            found.Add(DoctorCheck.Ok(name, $"'{(await client.Stacks.GetActiveAsync(cancellationToken)).Name}' is active."));
        }
        catch (ZenException exception)
            when (exception.Code == ErrorCode.StoreUnavailable
                && !before.Any(check => check.Name is StoreChecks.Key or ServerChecks.Server))
        {
            found.AddRange(DescribeUnborn(client));
        }
        catch (ZenException exception)
        {
            found.Add(DoctorCheck.Failed(name, exception.Message));
        }

        return found;
    }

    /// <summary>Warns of names that a store which does not exist yet will not have.</summary>
    private static IEnumerable<DoctorCheck> DescribeUnborn(ZenClient client)
    {
        if (client.Workspaces.ActiveOverride is { } workspace && !client.Workspaces.IsDefaultActive)
        {
            yield return DoctorCheck.Warning(Workspace,
                $"{workspace:raw} does not name 'default', the only workspace of a new store. Correct or remove {workspace:raw}, unless "
                + $"the store is elsewhere ({ZenClientOptions.ConfigPathVariable}).");
        }

        if (client.Stacks.ActiveOverride is { } stack && !client.Stacks.IsDefaultActive)
        {
            yield return DoctorCheck.Warning(Stack,
                $"{stack:raw} does not name 'default', the only stack of a new store. Correct or remove {stack:raw}, unless the store is "
                + $"elsewhere ({ZenClientOptions.ConfigPathVariable}).");
        }
    }

    /// <remarks>Opening an older store would upgrade it, and opening one in the middle of a restore would finish that.</remarks>
    private static bool IsInTheWay(DoctorCheck check) =>
        (check.Status == DoctorStatus.Error && check.Name != VariableChecks.Name)
        || (check.Status == DoctorStatus.Warning && check.Name == StoreChecks.Store);

    private static ZenException? Find(Action action)
    {
        try
        {
            action();
            return null;
        }
        catch (ZenException exception)
        {
            return exception;
        }
    }
}
