using ZenML.Core.Secrets.References;
using ZenML.Core.Secrets.Usages;
using ZenML.Core.Stacks.Components;
using ZenML.Protocol.Vocabulary;

namespace ZenML.Client.Remote.Wire;

/// <summary>Reads what refers to secrets.</summary>
internal static class UsageReading
{
    public static SecretUsages ReadUsages(WireValue value)
    {
        var secret = WireReading.ReadSecretInfo(value["secret"]);
        return new SecretUsages(
            secret,
            [.. value["components"].Items.Select(use => ReadComponent(secret.ReferenceName, use))],
            [.. value["pipelines"].Items.Select(use => ReadPipeline(secret.ReferenceName, use))]);
    }

    private static ComponentUse ReadComponent(string secret, WireValue use) => new(
        new(use["id"].Uuid),
        ComponentTypes.TryParse(use["type"].Text, out var type) ? type : throw WireValue.Unexpected("a type of components"),
        use["name"].Text,
        use["attribute"].Text,
        new SecretReference(secret, use["key"].Text),
        [.. use["stacks"].Items.Select(stack => stack.Text)])
    {
        Outcome = ReadOutcome(use),
    };

    private static PipelineUse ReadPipeline(string secret, WireValue use) => new(
        use["name"].Text,
        use["attribute"].Text,
        new SecretReference(secret, use["key"].Text),
        use["runs"].Count,
        use["latest_run"].Text,
        use["latest"].Time)
    {
        Outcome = ReadOutcome(use),
    };

    private static UsageOutcome ReadOutcome(WireValue use) =>
        WireWords.UsageOutcomes.Find(use["outcome"].Text) ?? throw WireValue.Unexpected("what a reference means");
}
