namespace ZenML.Core.Secrets.References;

/// <summary>What a check found for one reference.</summary>
public enum ReferenceOutcome
{
    /// <summary>What the level asks for is there.</summary>
    Resolves,

    /// <summary>The caller can see no secret of that name.</summary>
    SecretMissing,

    /// <summary>The secret is there, but not the key.</summary>
    KeyMissing,

    /// <summary>Secret and key are there, but the secrets store has lost the values.</summary>
    ValuesMissing,

    /// <summary>Secret and key are there, but the caller may not read the values.</summary>
    NotReadable,
}
