using ZenML.Core.Errors;

namespace ZenML.Stores.Sql.Writing;

/// <summary>How a database begins the transactions that write.</summary>
internal interface IWriteTransactions
{
    /// <summary>Begins a transaction. No other that writes runs meanwhile, in whichever process.</summary>
    Task<IWriteTransaction> BeginAsync();

    /// <summary>Whether work that failed and did nothing may succeed if it is done once more.</summary>
    /// <param name="exception">What it failed with.</param>
    /// <param name="attempt">Which attempt failed, from 1.</param>
    bool IsWorthRepeating(Exception exception, int attempt);

    /// <summary>Whether a transaction was certainly taken back, given what its commit failed with.</summary>
    bool IsTakenBack(Exception exception);

    /// <summary>
    /// What callers get when a commit failed that may have happened: <see cref="ErrorCode.OutcomeUnknown"/>.
    /// </summary>
    ZenException OutcomeUnknown(Exception exception);
}
