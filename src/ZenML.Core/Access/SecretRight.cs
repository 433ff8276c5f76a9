namespace ZenML.Core.Access;

/// <summary>What a grant on one secret gives. Each right includes the ones before it.</summary>
public enum SecretRight
{
    /// <summary>Seeing it without its values, and checking references to it.</summary>
    Describe = 1,

    /// <summary>Also reading its values and resolving references to it.</summary>
    Read = 2,

    /// <summary>Also changing its values and details. Neither its name, scope and sharing nor whether it exists.</summary>
    Write = 3,
}
