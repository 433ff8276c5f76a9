using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Completion;
using ZenML.Core.Errors;
using ZenML.Core.Secrets.Details;

namespace ZenML.Cli.Commands.Secrets;

/// <summary>The options of commands that write what people note about a secret.</summary>
internal sealed class SecretDetailsOptions
{
    private readonly Option<string?> description = new("--description")
    {
        Description = "What the secret is for. An empty text removes the description.",
        HelpName = "TEXT",
    };

    private readonly Option<string[]> tags = new("--tag")
    {
        Description = "A tag to set. Can be repeated.",
        HelpName = "NAME=VALUE",
    };

    private readonly Option<string[]> removedTags = new("--remove-tag")
    {
        Description = "The name of a tag to remove. Can be repeated.",
        HelpName = "NAME",
    };

    private readonly Option<string?> expires = new("--expires")
    {
        Description = "When the values expire: a date (UTC), a number of days such as 90d, or never. 'stack validate' warns 30 days ahead.",
        HelpName = "DATE|DAYS|never",
    };

    private readonly Option<string[]> plain = new("--plain")
    {
        Description = "A key that is not secret, such as a user name: 'run' and pipelines do not mask its value. Can be repeated.",
        HelpName = "KEY",
    };

    private readonly Option<string[]> notPlain = new("--no-plain")
    {
        Description = "A key that is secret again, so that its value is masked. Can be repeated.",
        HelpName = "KEY",
    };

    /// <summary>The options of a command that creates secrets, all of which take a word of their own.</summary>
    public Option[] ToCreate => [description, tags, expires, plain.Completes(CompletionSource.FreeText)];

    /// <summary>The options of a command that changes secrets.</summary>
    public Option[] ToChange =>
    [
        description, tags, removedTags.Completes(SecretContents.Tags), expires, plain.Completes(SecretContents.Keys),
        notPlain.Completes(SecretContents.PlainKeys),
    ];

    /// <summary>Reads what was given; null for nothing.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.InvalidArgument"/>, <see cref="ErrorCode.TooLarge"/>.</exception>
    public SecretDetailsUpdate? Read(ParseResult result, TimeProvider clock)
    {
        var set = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var tag in result.GetValue(tags) ?? [])
        {
            var equals = tag.IndexOf('=', StringComparison.Ordinal);
            if (equals < 1)
            {
                throw new UsageException($"--tag takes NAME=VALUE, such as team=ml, not '{tag}'.");
            }

            set[tag[..equals]] = tag[(equals + 1)..];
        }

        var removed = ReadAll(result, removedTags);
        if (removed.FirstOrDefault(set.ContainsKey) is { } both)
        {
            throw new UsageException($"The tag '{both}' cannot be both set and removed.");
        }

        var time = result.GetValue(expires);
        var update = new SecretDetailsUpdate
        {
            Description = result.GetValue(description),
            SetTags = set,
            RemoveTags = removed,
            Expires = time is null or "never" ? null : ReadTime(time, clock),
            NeverExpires = time == "never",
            MarkPlain = ReadKeys(result, plain),
            MarkSecret = ReadKeys(result, notPlain),
        };
        update.Check();
        return update.IsNone ? null : update;
    }

    /// <remarks>A command that only creates secrets does not have the options that take something away.</remarks>
    private static string[] ReadAll(ParseResult result, Option<string[]> option) =>
        result.CommandResult.Command.Options.Contains(option) ? result.GetValue(option) ?? [] : [];

    /// <remarks>What follows an equals sign is probably a value, which no message may repeat.</remarks>
    private static string[] ReadKeys(ParseResult result, Option<string[]> option) =>
        ReadAll(result, option) is var keys && keys.Any(key => key.Contains('=', StringComparison.Ordinal))
            ? throw new UsageException($"{option.Name} takes the name of a key, without its value.")
            : keys;

    private static DateTimeOffset ReadTime(string text, TimeProvider clock) =>
        TimeText.FindFuture(text, clock) ?? throw new UsageException(
            $"--expires must be a date such as 2027-01-31, a number of days such as 90d, or never, not '{text}'.");
}
