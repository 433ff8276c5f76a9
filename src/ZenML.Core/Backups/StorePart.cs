namespace ZenML.Core.Backups;

/// <summary>A part of a copy of a store.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Path">The full path of its file.</param>
internal sealed record StorePart(StorePartKind Kind, string Path);
