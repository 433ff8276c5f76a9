using System.Globalization;
using ZenML.Bench.Seed;

// Fills stores for the benchmarks. With ZENML_SECRETS_STORE_ENCRYPTION_KEY their key is derived from it, else it is
// made and lies beside the store.
switch (args)
{
    case ["fill", var folder, var count] when int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var secrets):
        await EmbeddedStore.FillAsync(folder, secrets);
        return 0;
    case ["copy", var source, var target, var url]:
        await StoreCopy.CopyAsync(source, target, url);
        return 0;
    default:
        const string sameKey = "both need the same encryption key";
        await Console.Error.WriteLineAsync(
            $"""
            usage: Seed fill FOLDER SECRETS       makes an embedded store
                   Seed copy FOLDER TARGET URL    makes a store on PostgreSQL with the secrets of an embedded one; {sameKey}
            """);
        return 2;
}
