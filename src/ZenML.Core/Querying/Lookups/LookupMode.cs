namespace ZenML.Core.Querying.Lookups;

/// <summary>How much of a name or id is enough.</summary>
public enum LookupMode
{
    /// <summary>A full id or an exact name. What programs should use.</summary>
    Exact,

    /// <summary>Also an id prefix of at least <see cref="Lookup.MinimumPrefixForChanges"/> hexadecimal digits. For commands that change something.</summary>
    Changing,

    /// <summary>Also an id prefix of any length, then a name prefix. For commands that only read.</summary>
    Reading,
}
