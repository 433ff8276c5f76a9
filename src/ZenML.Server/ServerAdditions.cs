using ZenML.Core.Secrets.Storage;
using ZenML.Server.SecretsStores;

namespace ZenML.Server;

/// <summary>What a program of your own adds to the server.</summary>
public sealed class ServerAdditions
{
    internal ServerAdditions()
    {
    }

    /// <summary>Opens the program's own secrets store; null if it has none.</summary>
    internal SecretsStoreOpener? SecretsStore { get; private set; }

    /// <summary>
    /// Stores the values of secrets in a store of your own, unless <c>ZENML_SECRETS_STORE_TYPE</c> chooses another one. The server
    /// disposes it when it stops, if it is disposable.
    /// </summary>
    /// <typeparam name="TStore">The store.</typeparam>
    /// <exception cref="InvalidOperationException">A store was already added.</exception>
    public ServerAdditions AddSecretsStore<TStore>()
        where TStore : ISecretsStore, new() => AddSecretsStore(_ => new TStore());

    /// <summary>As <see cref="AddSecretsStore{TStore}"/>, for a store that needs the clock, the log or the id of the server.</summary>
    /// <param name="open">Creates the store when the server starts. It must not connect yet.</param>
    /// <exception cref="InvalidOperationException">A store was already added.</exception>
    public ServerAdditions AddSecretsStore(Func<SecretsStoreContext, ISecretsStore> open)
    {
        ArgumentNullException.ThrowIfNull(open);
        SecretsStore = SecretsStore is null
            ? context => open(context)
            : throw new InvalidOperationException("A server has one secrets store of its own.");
        return this;
    }
}
