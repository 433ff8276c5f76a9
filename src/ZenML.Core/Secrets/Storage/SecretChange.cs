using ZenML.Core.Auditing;
using ZenML.Core.Errors;
using ZenML.Core.Persistence;
using ZenML.Core.Resources;

namespace ZenML.Core.Secrets.Storage;

/// <summary>
/// A change of one secret, in steps that a <see cref="SecretStorage"/> puts together: decide in a transaction, merge
/// anywhere, complete in the transaction that commits it. A storage may run all steps more than once.
/// </summary>
/// <typeparam name="TResult">What the change returns.</typeparam>
internal sealed record SecretChange<TResult>
{
    /// <summary>What is done, for the audit.</summary>
    public required AuditAction Action { get; init; }

    /// <summary>The version that the secret must still have, for a copy the original; null for any.</summary>
    public required long? IfVersion { get; init; }

    /// <summary>Decides everything that does not depend on values. Writes nothing.</summary>
    public required Func<IUnitOfWork, CancellationToken, Task<SecretDecision>> Decide { private get; init; }

    /// <summary>
    /// The values to write, given the decision and the values of <see cref="SecretDecision.Source"/> (null unless they are needed); null to
    /// leave them as they are. Must not change what it is given.
    /// </summary>
    public Func<SecretDecision, SecretValues?, SecretValues?> Merge { get; init; } = (_, _) => null;

    /// <summary>
    /// Whether a decision, with the values to write, leaves the secret as it is. Nothing is written then: the change is completed with
    /// the metadata from before.
    /// </summary>
    public Func<SecretDecision, SecretValues?, bool> IsNothing { get; init; } = (_, _) => false;

    /// <summary>
    /// Makes the result from the metadata and the values that the secret has now; the values are null unless they were needed or written.
    /// </summary>
    public required Func<IUnitOfWork, SecretInfo, SecretValues?, CancellationToken, Task<TResult>> Complete { get; init; }

    /// <summary>What the result says was changed.</summary>
    public required Func<TResult, IEnumerable<IResource>> Changed { get; init; }

    /// <summary>Finds what was to be changed, for the record of a refusal.</summary>
    public Func<IUnitOfWork, CancellationToken, Task<IResource?>> FindRefused { get; init; } = (_, _) => Task.FromResult<IResource?>(null);

    /// <summary>Decides, and makes sure that the secret is at the version that the change is for.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.VersionMismatch"/>, and what the decision throws.</exception>
    public async Task<SecretDecision> DecideAsync(IUnitOfWork unit, CancellationToken cancellationToken)
    {
        var decision = await Decide(unit, cancellationToken);
        if (IfVersion is { } expected)
        {
            decision.EnsureVersion(expected);
        }

        return decision;
    }
}
