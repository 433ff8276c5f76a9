using System.CommandLine;
using ZenML.Cli.Commands;
using ZenML.Cli.Completion;

namespace ZenML.Cli.Tests.Completion;

public sealed class CompletionSourcesTests
{
    /// <summary>
    /// Whoever adds an argument or an option says what it takes: with <c>Completes(...)</c>, with <c>AcceptOnlyFromAmong</c>, or with a
    /// placeholder that <see cref="CompletionSources"/> knows, such as FILE or TEXT.
    /// </summary>
    [Fact]
    public async Task Every_argument_and_option_says_how_it_is_completed()
    {
        using var host = new CliHost();
        await using var text = new StringWriter();
        await using var context = new CliContext(host.Environment(text, text, new FakeTerminal()));
        Command[] commands =
        [
            .. Catalog.Nouns.SelectMany(noun => noun.Verbs).Concat(Catalog.Verbs).SelectMany(Leaves).Select(verb => verb.Build(context)),
        ];

        Assert.True(commands.Length > 100, "There are too few commands to prove anything.");
        Assert.Empty(
            from command in commands
            from symbol in command.Arguments.Where(argument => !argument.Hidden)
                .Concat<Symbol>(command.Options.Where(option => !option.Hidden && TypedCommand.TakesValue(option)))
            where CompletionSources.Find(symbol) is null
            select $"{command.Name}: {symbol.Name} does not say what it takes. Attach a source with Completes(...).");
    }

    private static IEnumerable<Verb> Leaves(Verb verb) => verb.Children.Count == 0 ? [verb] : verb.Children.SelectMany(Leaves);
}
