using ZenML.Core.Accounts.Users;
using ZenML.Core.Resources;
using ZenML.Core.Secrets;
using ZenML.Core.Secrets.Changes;
using ZenML.Core.Workspaces;

namespace ZenML.Server.Changes;

/// <summary>One request that waits for changes of secrets.</summary>
/// <param name="workspace">The workspace.</param>
/// <param name="caller">The account that waits, as it was authenticated.</param>
/// <param name="cursor">The cursor that the client has.</param>
/// <param name="until">When to answer that nothing has changed.</param>
internal sealed class SecretWait(Id<Workspace> workspace, Caller caller, string cursor, DateTimeOffset until)
{
    // The rest of a request must not run on the thread that wakes all of them.
    private readonly TaskCompletionSource<string?> result = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What the account that waits sees in the workspace.</summary>
    /// <param name="now">The time, for grants that end.</param>
    public SecretView ViewAt(DateTimeOffset now) => new(workspace, SecretViewer.Of(caller, now));

    /// <summary>When to answer that nothing has changed.</summary>
    public DateTimeOffset Until => until;

    /// <summary>Completes with the present cursor if there is something to look at, or with null when the time is up.</summary>
    public Task<string?> Result => result.Task;

    /// <summary>Whether the request has to look again: something has changed, or the account may have lost its access.</summary>
    /// <param name="present">The present cursor.</param>
    /// <param name="directoryVersion">The present version of accounts and workspaces.</param>
    public bool HasNews(string present, long directoryVersion) => present != cursor || directoryVersion != caller.DirectoryVersion;

    /// <summary>Ends the wait.</summary>
    /// <param name="present">The present cursor, if there is something to look at; null if the time is up.</param>
    public void End(string? present) => result.TrySetResult(present);
}
