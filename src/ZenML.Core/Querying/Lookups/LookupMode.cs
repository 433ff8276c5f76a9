namespace ZenML.Core.Querying.Lookups;

/// <summary>Which matches a lookup allows.</summary>
public enum LookupMode
{
    /// <summary>A full id or an exact name. Programs should use this mode.</summary>
    Exact,

    /// <summary>
    /// Also an id prefix of at least <see cref="Lookup.MinimumIdPrefix"/> hexadecimal digits. A name that is also
    /// such a prefix of another resource's id is ambiguous. For commands that change something.
    /// </summary>
    Changing,

    /// <summary>Also an id prefix of the same length, then a name prefix. For commands that only read.</summary>
    Reading,
}
