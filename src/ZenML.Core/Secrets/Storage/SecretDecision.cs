using ZenML.Core.Errors;

namespace ZenML.Core.Secrets.Storage;

/// <summary>What a change makes of a secret's metadata.</summary>
/// <param name="Before">The secret as it is; null if it is created.</param>
/// <param name="After">The secret as it will be, but for what follows from its values; null if it is deleted.</param>
/// <param name="NeedsValues">Whether values of <see cref="Source"/> are needed.</param>
internal sealed record SecretDecision(SecretInfo? Before, SecretInfo? After, bool NeedsValues = false)
{
    /// <summary>The secret whose values are the present ones: another one for a copy, otherwise <see cref="Before"/>.</summary>
    public SecretInfo? Source { get => field ?? Before; init; }

    /// <summary>The version whose values a rollback makes the current ones; null for a change that starts from the present ones.</summary>
    public long? SourceVersion { get; init; }

    /// <summary>Whether name, scope, workspace, limit of versions, details, deletion and restriction stay as they are.</summary>
    public bool IsSameButForTime => (Before, After) is ({ } before, { } after)
        && (before.Name, before.Scope, before.Workspace.Id, before.KeepVersions, before.Details, before.Deleted, before.IsRestricted)
            == (after.Name, after.Scope, after.Workspace.Id, after.KeepVersions, after.Details, after.Deleted, after.IsRestricted);

    /// <summary>Whether nothing that was decided about has changed since.</summary>
    public bool IsStill(SecretDecision now) => AreSame(Before, now.Before) && AreSame(Source, now.Source);

    /// <summary>Makes sure that the secret that is changed or copied is at a version.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.VersionMismatch"/>: it is at another, or does not exist.</exception>
    public void EnsureVersion(long expected)
    {
        if (Source is null)
        {
            throw expected == SecretInfo.AnyVersion
                ? new ZenException(ErrorCode.VersionMismatch, $"The secret '{After!.Name}' does not exist. Nothing was changed.")
                : new ZenException(
                    ErrorCode.VersionMismatch,
                    $"The secret '{After!.Name}' does not exist, so it is not at version {expected}. Nothing was changed.");
        }

        Source.EnsureVersion(expected);
    }

    private static bool AreSame(SecretInfo? one, SecretInfo? other) => (one?.Id, one?.Version) == (other?.Id, other?.Version);
}
