using ZenML.Core.Errors;
using ZenML.Core.Text;

namespace ZenML.Core.Workspaces;

/// <summary>The rules for the deletion of workspaces.</summary>
public static class WorkspaceDeletion
{
    /// <summary>
    /// Throws if a workspace holds user-scoped secrets of other accounts, unless the deletion is forced.
    /// </summary>
    /// <param name="workspace">The name of the workspace.</param>
    /// <param name="secretsOfOthers">The number of user-scoped secrets of other accounts.</param>
    /// <param name="force">Whether the deletion is forced.</param>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotAllowed"/>, with the number but no names.</exception>
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
