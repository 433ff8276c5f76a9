namespace ZenML.Core.PlainResources;

/// <summary>The type of a field of a plain resource. Beside each is the .NET type of its values.</summary>
public enum PlainFieldType
{
    /// <summary>A text: <see cref="string"/>.</summary>
    Text,

    /// <summary>A boolean: <see cref="bool"/>.</summary>
    Boolean,

    /// <summary>An integer: <see cref="long"/>.</summary>
    Integer,

    /// <summary>A duration in whole seconds: <see cref="long"/>.</summary>
    Seconds,

    /// <summary>A time, UTC, to the microsecond: <see cref="DateTimeOffset"/>.</summary>
    Time,

    /// <summary>The id of another resource: <see cref="Guid"/>.</summary>
    Id,

    /// <summary>A JSON object: <see cref="Runs.OpaqueJson"/>; <see cref="Secrets.SensitiveString"/> if the field is sealed.</summary>
    Document,

    /// <summary>A JSON list of texts: <see cref="Runs.OpaqueJson"/>.</summary>
    Texts,

    /// <summary>
    /// Texts that are stored as a secret of the workspace. New values are <see cref="Secrets.SecretValues"/>; what is stored and shown is
    /// the id of the secret, a <see cref="Guid"/>.
    /// </summary>
    Secrets,
}
