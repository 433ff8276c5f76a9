using ZenML.Cli.Output;
using ZenML.Core.Secrets.Usages;
using ZenML.Core.Stacks.Components;
using ZenML.Core.Stacks.Configurations;
using ZenML.Core.Text;

namespace ZenML.Cli.Commands.Secrets;

/// <summary>Uses of secrets as data for programs and as rows. The names and their order are part of the compatibility promise.</summary>
internal static class SecretUsagesDocument
{
    /// <summary>The columns of <see cref="Rows"/>.</summary>
    public static IReadOnlyList<Column> Columns { get; } =
        [new("KEY"), new("USED BY"), new("ATTRIBUTE"), new("IN"), new("RESOLVES")];

    /// <summary>A secret with its uses.</summary>
    public static ConfigurationMap Of(SecretUsages usages) => new()
    {
        ["id"] = usages.Secret.Id.ToString(),
        ["name"] = usages.Secret.ReferenceName,
        ["scope"] = SecretDocument.Text(usages.Secret.Scope),
        ["components"] = new ConfigurationList(usages.Components.Select(use => new ConfigurationMap
        {
            ["id"] = use.Component.ToString(),
            ["name"] = use.Name,
            ["type"] = use.Type.WireName(),
            ["attribute"] = use.Attribute,
            ["key"] = use.Reference.Key,
            ["stacks"] = new ConfigurationList(use.Stacks.Select(stack => (ConfigurationValue)stack)),
            ["outcome"] = Word(use.Outcome),
        })),
        ["pipelines"] = new ConfigurationList(usages.Pipelines.Select(use => new ConfigurationMap
        {
            ["name"] = use.Pipeline,
            ["attribute"] = use.Attribute,
            ["key"] = use.Reference.Key,
            ["runs"] = use.Runs,
            ["latest_run"] = use.LatestRun,
            ["latest"] = Times.Text(use.Latest),
            ["outcome"] = Word(use.Outcome),
        })),
    };

    /// <summary>The names of what uses a secret, each once.</summary>
    public static IEnumerable<string> Users(SecretUsages usages) =>
        usages.Components.Select(use => use.Name).Concat(usages.Pipelines.Select(use => use.Pipeline)).Distinct(StringComparer.Ordinal);

    /// <summary>One row for each place.</summary>
    public static IEnumerable<IReadOnlyList<string>> Rows(SecretUsages usages) =>
    [
        .. usages.Components.Select(use => (IReadOnlyList<string>)
            [use.Reference.Key, $"{use.Type.Words()} {use.Name}", use.Attribute, Stacks(use), Cell(use.Outcome)]),
        .. usages.Pipelines.Select(use => (IReadOnlyList<string>)
            [use.Reference.Key, $"pipeline {use.Pipeline}", use.Attribute, Number.Of(use.Runs, "run"), Cell(use.Outcome)]),
    ];

    private static string Stacks(ComponentUse use) => use.Stacks.Count switch
    {
        0 => "no stack",
        1 => $"stack {use.Stacks[0]}",
        _ => $"stacks {string.Join(", ", use.Stacks)}",
    };

    private static string Cell(UsageOutcome outcome) => outcome switch
    {
        UsageOutcome.Resolves => "yes",
        UsageOutcome.OtherSecret => "no: your own secret comes first",
        _ => "no: no such key",
    };

    private static string Word(UsageOutcome outcome) => outcome switch
    {
        UsageOutcome.Resolves => "resolves",
        UsageOutcome.OtherSecret => "other_secret",
        _ => "key_missing",
    };
}
