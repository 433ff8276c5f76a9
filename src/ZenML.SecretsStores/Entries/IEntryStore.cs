using ZenML.Core.Errors;

namespace ZenML.SecretsStores.Entries;

/// <summary>
/// The API of one vendor: texts that are written once, each under a name of its own, read by the vendor's version and deleted. What is the
/// same for all vendors (the form of values, sizes, parts) is in <see cref="EntrySecretsStore"/>.
/// </summary>
/// <remarks>
/// Every method fails with <see cref="ErrorCode.StoreUnavailable"/> if the back end cannot be reached, refuses, throttles or does not
/// answer in time; the message says which, and which permission is missing. No message contains a value.
/// </remarks>
public interface IEntryStore
{
    /// <summary>What the vendor calls the back end, for messages: "AWS Secrets Manager".</summary>
    string DisplayName { get; }

    /// <summary>The most bytes of UTF-8 that one entry can hold.</summary>
    int MaximumEntryBytes { get; }

    /// <summary>
    /// Writes an entry. Repeated with the same name and content, it succeeds again with the same version: a first try whose answer was lost
    /// is completed.
    /// </summary>
    /// <returns>The vendor's id of the version. It is not a secret.</returns>
    /// <exception cref="ZenException"><see cref="ErrorCode.TooLarge"/>: the vendor's limit is lower than the documented one.</exception>
    Task<string> WriteAsync(EntryName name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken);

    /// <summary>Reads exactly the version of an entry that <see cref="WriteAsync"/> returned.</summary>
    /// <returns>The content; null if it is not there.</returns>
    /// <exception cref="ZenException"><see cref="ErrorCode.StoreDamaged"/>: it is there and is not an entry of this server.</exception>
    Task<ReadOnlyMemory<byte>?> ReadAsync(EntryName name, string version, CancellationToken cancellationToken);

    /// <summary>
    /// Deletes an entry with everything that the vendor keeps of it, as far as the vendor and the permissions allow. If it does not exist,
    /// nothing happens.
    /// </summary>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.StoreDamaged"/>: the entry does not belong to this server; it is not touched.
    /// </exception>
    Task DeleteAsync(EntryName name, CancellationToken cancellationToken);

    /// <summary>
    /// Whether an entry exists, whoever it belongs to. Without a quicker way, it is looked for in the list: a driver should ask for the
    /// one entry.
    /// </summary>
    async Task<bool> ExistsAsync(EntryName name, CancellationToken cancellationToken)
    {
        await foreach (var entry in ListAsync(cancellationToken))
        {
            if (entry == name)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Lists the entries that belong to this server, in any order.</summary>
    IAsyncEnumerable<EntryName> ListAsync(CancellationToken cancellationToken);

    /// <summary>Checks that the back end can be reached and lets this server use it. Reads no value.</summary>
    Task ProbeAsync(CancellationToken cancellationToken);
}
