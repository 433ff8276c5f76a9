namespace ZenML.Cli.Commands.Store;

/// <summary>The group <c>store</c>.</summary>
internal static class StoreNoun
{
    public static Noun Noun { get; } = new("store", "Check the local store.",
    [
        new("check", "Check the local store for damage.", context => new StoreCheckCommand(context)),
    ], "zenml store check");
}
