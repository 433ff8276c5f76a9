using ZenML.Core.Errors;
using ZenML.Core.Text;

namespace ZenML.Core.Workspaces;

/// <summary>When a workspace may be deleted with all that it holds.</summary>
public static class WorkspaceDeletion
{
    /// <summary>
    /// Refuses to delete user-scoped secrets of other accounts together with their workspace, unless that is insisted
    /// on.
    /// </summary>
    /// <param name="workspace">The name of the workspace.</param>
    /// <param name="secretsOfOthers">How many user-scoped secrets of other accounts it holds.</param>
    /// <param name="force">Whether the caller insists.</param>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotAllowed"/>, with the number and without any name.</exception>
    public static void EnsureAllowed(string workspace, long secretsOfOthers, bool force)
    {
        if (secretsOfOthers > 0 && !force)
        {
            throw new ZenException(ErrorCode.NotAllowed,
                $"The workspace '{workspace}' holds {Number.Of(secretsOfOthers, "user-scoped secret")} of other accounts. "
                + $"Nothing was deleted. To delete the workspace with them: zenml workspace delete {ShellWord.Quote(workspace)} --force");
        }
    }
}
