// The server of ZenML for .NET, with values of secrets in a store of your own.
using CustomStore;
using ZenML.SecretsStores.Entries;
using ZenML.Server;

var folder = Environment.GetEnvironmentVariable("CUSTOM_STORE_FOLDER")
    ?? throw new InvalidOperationException("Set CUSTOM_STORE_FOLDER to the folder of the values.");
return await ServerHost.RunAsync(
    args, server => server.AddSecretsStore(context => new EntrySecretsStore(new FolderStore(folder, context.Owner))));
