namespace ZenML.Cli.Output;

/// <summary>A column of a table of items of one kind.</summary>
/// <param name="Header">The heading.</param>
/// <param name="Cell">The text of the column for one item.</param>
/// <param name="IsId">Whether it holds ids.</param>
/// <param name="IsTime">Whether it holds times.</param>
internal sealed record ItemColumn<TItem>(string Header, Func<TItem, string> Cell, bool IsId = false, bool IsTime = false)
    : Column(Header, IsId, IsTime);
