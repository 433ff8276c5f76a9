namespace ZenML.Core.Secrets.History;

/// <summary>What there is of a version's values.</summary>
public enum SecretVersionState
{
    /// <summary>The version has no values of its own: it only changed the name, the scope or a setting.</summary>
    NoValues,

    /// <summary>Its values are the current ones.</summary>
    Current,

    /// <summary>Its values are stored.</summary>
    Stored,

    /// <summary>Its values were destroyed, by command or because newer versions exceeded the number to keep.</summary>
    Destroyed,
}
