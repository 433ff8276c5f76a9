namespace ZenML.Stores.Sql.Writing;

/// <summary>How a database begins the transactions that write.</summary>
internal interface IWriteTransactions
{
    /// <summary>Begins a transaction. No other that writes runs meanwhile, in whichever process.</summary>
    Task<IWriteTransaction> BeginAsync();

    /// <summary>Whether a failed transaction did nothing, and the same work may succeed if it is done once more.</summary>
    /// <param name="exception">What it failed with.</param>
    /// <param name="mayBeDone">Whether the commit had begun, so that it may have happened in spite of the failure.</param>
    /// <param name="attempt">Which attempt failed, from 1.</param>
    bool IsWorthRepeating(Exception exception, bool mayBeDone, int attempt);
}
