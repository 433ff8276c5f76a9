namespace ZenML.Core.PlainResources;

/// <summary>Where a field is in a response.</summary>
public enum PlainPlace
{
    /// <summary>In the body, which every response has.</summary>
    Body,

    /// <summary>In the metadata, which only hydrated responses have.</summary>
    Metadata,
}
