namespace ZenML.Core.PlainResources;

/// <summary>How an update changes a field.</summary>
public enum PlainChange
{
    /// <summary>Not at all: the field is ignored.</summary>
    Never,

    /// <summary>If it has a value. Null leaves it unchanged.</summary>
    IfGiven,

    /// <summary>If it has a value that is not the empty text.</summary>
    IfNotEmpty,

    /// <summary>Always: without a value it becomes null.</summary>
    Always,

    /// <summary>If any field with this rule has a value. Those without one then get their default.</summary>
    Together,
}
