using ZenML.Core.Errors;

namespace ZenML.Core.Backups;

/// <summary>Decides who may copy the whole store of a server, and records who did.</summary>
public interface IStoreBackupService
{
    /// <summary>Makes a copy of the whole store, private secrets of all accounts included.</summary>
    /// <typeparam name="TCopy">The copy. It is disposed of if it cannot be recorded.</typeparam>
    /// <param name="copy">Makes the copy, encrypted so that the caller cannot read it. Not called unless the caller may have one.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The copy. That the caller gets it is in the audit log.</returns>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.NotAllowed"/>: the caller is not an administrator, or used an API key.
    /// </exception>
    Task<TCopy> CopyAsync<TCopy>(Func<CancellationToken, Task<TCopy>> copy, CancellationToken cancellationToken)
        where TCopy : IDisposable;
}
