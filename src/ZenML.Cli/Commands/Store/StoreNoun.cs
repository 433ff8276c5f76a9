namespace ZenML.Cli.Commands.Store;

/// <summary>The group <c>store</c>.</summary>
internal static class StoreNoun
{
    public static Noun Noun { get; } = new("store", "Check the local store.",
    [
        new("check", "Check every row, index, key and value.", context => new StoreCheckCommand(context)),
    ], "zenml store check");
}
