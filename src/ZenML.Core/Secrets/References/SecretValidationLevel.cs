namespace ZenML.Core.Secrets.References;

/// <summary>How thoroughly references are checked before a run.</summary>
public enum SecretValidationLevel
{
    /// <summary>Secret and key must exist.</summary>
    SecretAndKeyExists,

    /// <summary>The secret must exist.</summary>
    SecretExists,

    /// <summary>Nothing is checked.</summary>
    None,
}
