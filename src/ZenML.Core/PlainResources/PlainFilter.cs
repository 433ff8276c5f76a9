namespace ZenML.Core.PlainResources;

/// <summary>How lists can be filtered by a field.</summary>
public enum PlainFilter
{
    /// <summary>By its value. Lists can be sorted by it too.</summary>
    Value,

    /// <summary>By an element of its list.</summary>
    Element,

    /// <summary>By entries of its map: a JSON object, or <c>a=b,c=d</c>. All of them must be there.</summary>
    Entries,

    /// <summary>Not at all.</summary>
    None,
}
