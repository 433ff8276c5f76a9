using ZenML.Core.Errors;
using ZenML.Core.Text;

namespace ZenML.Core.Workspaces;

/// <summary>The rules for the deletion of workspaces.</summary>
public static class WorkspaceDeletion
{
    /// <summary>
    /// Throws if a workspace holds user-scoped secrets of other accounts, deleted or not, unless the deletion is forced. A deleted secret
    /// can be undeleted, but not after its workspace is gone.
    /// </summary>
    /// <param name="workspace">The name of the workspace.</param>
    /// <param name="secretsOfOthers">The number of user-scoped secrets of other accounts.</param>
    /// <param name="deletedSecretsOfOthers">The number of those that were deleted and can be undeleted.</param>
    /// <param name="force">Whether the deletion is forced.</param>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotAllowed"/>, with the numbers but no names.</exception>
    public static void EnsureAllowed(string workspace, long secretsOfOthers, long deletedSecretsOfOthers, bool force)
    {
        if (secretsOfOthers + deletedSecretsOfOthers > 0 && !force)
        {
            throw new ZenException(ErrorCode.NotAllowed,
                $"The workspace '{workspace}' holds {Sentence.Join(Describe(secretsOfOthers, deletedSecretsOfOthers)):raw}. "
                + $"Nothing was deleted. To delete the workspace with them: zenml workspace delete {ShellWord.Quote(workspace)} --force");
        }
    }

    /// <summary>Describes user-scoped secrets of other accounts by their numbers. What there is none of is left out.</summary>
    public static IReadOnlyList<string> Describe(long secretsOfOthers, long deletedSecretsOfOthers) =>
    [
        .. secretsOfOthers > 0 ? [$"{Number.Of(secretsOfOthers, "user-scoped secret")} of other accounts"] : (string[])[],
        .. deletedSecretsOfOthers > 0
            ? [$"{Number.Of(deletedSecretsOfOthers, "deleted user-scoped secret")} of other accounts that can still be undeleted"]
            : (string[])[],
    ];
}
