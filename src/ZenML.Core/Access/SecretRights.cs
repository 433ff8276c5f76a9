namespace ZenML.Core.Access;

/// <summary>What a caller can do with one secret, by whatever way.</summary>
[Flags]
public enum SecretRights
{
    /// <summary>Nothing. The secret does not exist for the caller.</summary>
    None = 0,

    /// <summary>Sees its metadata: name, key names, details, history without values. Checks references to it.</summary>
    Describe = 1,

    /// <summary>Reads its values, those of earlier versions too, and resolves references to it.</summary>
    Read = 2,

    /// <summary>Changes its values and details, and rolls it back.</summary>
    Write = 4,

    /// <summary>Renames, moves, shares, restricts, deletes, undeletes and purges it, and destroys versions of it.</summary>
    Administer = 8,

    /// <summary>Everything.</summary>
    All = Describe | Read | Write | Administer,
}
