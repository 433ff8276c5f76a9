namespace ZenML.Core.Secrets.References;

/// <summary>Outcomes in words, for messages.</summary>
public static class ReferenceOutcomes
{
    /// <summary>What is wrong: <c>the secret has no such key</c>.</summary>
    public static string Describe(this ReferenceOutcome outcome) => outcome switch
    {
        ReferenceOutcome.KeyMissing => "the secret has no such key",
        ReferenceOutcome.ValuesMissing => "the store has lost the values of the secret",
        ReferenceOutcome.NotReadable => "you may not read the values of the secret",
        _ => "there is no such secret",
    };
}
