namespace ZenML.Cli.Output;

/// <summary>A column of a table.</summary>
/// <param name="Header">The heading.</param>
/// <param name="IsId">Whether it holds ids, which are never wrapped.</param>
internal record Column(string Header, bool IsId = false);
