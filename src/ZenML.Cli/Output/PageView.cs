using ZenML.Core.Querying;

namespace ZenML.Cli.Output;

/// <summary>A page of items and how they are shown.</summary>
internal sealed record PageView<TItem>(Page<TItem> Page, Presentation<TItem> Presentation);
