using ZenML.Core.Errors;
using ZenML.Core.Resources;
using ZenML.Core.Workspaces;

namespace ZenML.Core.Secrets.Changes;

/// <summary>
/// Says whether secrets have changed that one caller sees, without reading one. A cursor stands for the state of all of them in a
/// workspace. It differs from every earlier one once a secret was created, changed, moved, deleted or undeleted.
/// </summary>
public interface ISecretChangesService
{
    /// <summary>
    /// Returns whether a wait ends within two seconds of a change. Otherwise the store does not report changes, and a wait reads the list
    /// of secrets now and then.
    /// </summary>
    ValueTask<bool> ArePromptAsync(CancellationToken cancellationToken);

    /// <summary>Returns the present cursor. To miss no change, get it before you read secrets.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotFound"/>: a server has no such workspace.</exception>
    Task<string> GetCursorAsync(Id<Workspace> workspace, CancellationToken cancellationToken);

    /// <summary>Waits until the cursor is another one, at most for a time that the store chooses, usually half a minute.</summary>
    /// <param name="workspace">The workspace.</param>
    /// <param name="cursor">A cursor that this service returned.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The present cursor; the same one if nothing changed until the time was up.</returns>
    /// <exception cref="ZenException">
    /// As in <see cref="GetCursorAsync"/>; <see cref="ErrorCode.NotAuthenticated"/>: the account may no longer read;
    /// <see cref="ErrorCode.ServerBusy"/>: too many wait already.
    /// </exception>
    Task<string> WaitAsync(Id<Workspace> workspace, string cursor, CancellationToken cancellationToken);
}
