using ZenML.Core.Stacks.Configurations;

namespace ZenML.Cli.Output;

/// <summary>The names in a document, for <c>--output name</c>.</summary>
internal static class DocumentNames
{
    /// <summary>
    /// The name of an item, or of each item of a list. An item without a name has another word for it first, such as its id or its version.
    /// </summary>
    public static IEnumerable<string> In(ConfigurationValue document) => document switch
    {
        ConfigurationList items => items.SelectMany(In),
        ConfigurationMap { Count: > 0 } item => In(item.TryGetValue("name", out var name) ? name : item.Values.First()),
        ConfigurationText text => [text.Text],
        ConfigurationNumber number => [number.Digits],
        _ => [],
    };
}
