using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Core.Errors;
using ZenML.Core.Secrets.References;
using ZenML.Core.Secrets.Templates;
using ZenML.Core.Text;

namespace ZenML.Cli.Commands.Delivery;

/// <summary><c>zenml inject</c>.</summary>
internal sealed class InjectCommand : BaseCommand
{
    private const int MostWarnings = 20;

    private readonly Option<string> input = new("--in-file", "-i")
    {
        Description = "The template, or - for standard input.",
        HelpName = "FILE",
        DefaultValueFactory = _ => "-",
    };

    /// <summary>Only there to say which option is meant.</summary>
    private readonly Argument<string[]> leftOver = new("FILE") { Arity = ArgumentArity.ZeroOrMore, Hidden = true };

    private readonly Option<string> output = new("--out-file", "-o")
    {
        Description = "The file to write, which only you can read, or - for standard output.",
        HelpName = "FILE",
        DefaultValueFactory = _ => "-",
    };

    private readonly Option<bool> force = new("--force") { Description = "Overwrite the file if it exists." };

    private readonly Option<string?> delimiters = new("--delimiters")
    {
        Description = "What is around references, for templates that use {{ and }} themselves: '<% %>'.",
        HelpName = "'OPEN CLOSE'",
    };

    private readonly Option<bool> check = new("--check")
    {
        Description = "Only check that all references resolve. Reads no value and writes nothing.",
    };

    public InjectCommand(CliContext context)
        : base(context, "inject", Example.Of(
            "Replace references anywhere in a template with their values. A literal {{ is written {{\"{{\"}}. If a "
                + "reference does not resolve, nothing is written.",
            "zenml inject -i app.yaml.tpl -o app.yaml",
            "zenml inject -i app.yaml.tpl --check",
            "zenml inject -i values.yaml.tpl -o values.yaml --delimiters '<% %>'",
            "zenml inject < report.sql.tpl | psql"))
    {
        Define(leftOver, input, output, force, delimiters, check);
    }

    protected override async Task<int> ExecuteAsync(ParseResult result, CancellationToken cancellationToken)
    {
        if (result.GetValue(leftOver) is [var file, ..])
        {
            Context.Writer.Error(MessageText.Of($"To name the template, use -i: zenml inject -i {ShellWord.Quote(file)}"));
            return ExitCodes.Usage;
        }

        var marks = ReadDelimiters(result.GetValue(delimiters));
        var source = result.GetValue(input)!;
        if (source == "-" && Context.Environment.Terminal.CanAsk)
        {
            throw new UsageException("No template. Name its file with -i FILE, or pipe it to this command.");
        }

        var origin = source == "-" ? "standard input" : MessageText.Of($"'{source}'");
        var content = Context.Values.ReadFile("template", source);
        var template = SecretTemplate.Parse(content, marks);
        if (template.Mistakes.Count > 0)
        {
            throw new ZenException(ErrorCode.InvalidArgument, string.Join(
                Environment.NewLine,
                [
                    TemplateMistakes.Describe(marks), .. TemplateMistakes.Show(template.Mistakes, origin),
                    TemplateMistakes.DescribeOthers(marks),
                ]));
        }

        if (marks != TemplateDelimiters.Default)
        {
            await WarnOfUnresolvedAsync(SecretTemplate.Parse(content), origin, cancellationToken);
        }

        var places = FindPlaces(template, origin);
        return result.GetValue(check)
            ? await CheckAsync(places, cancellationToken)
            : await RenderAsync(template, places, result, cancellationToken);
    }

    private static TemplateDelimiters ReadDelimiters(string? text)
    {
        try
        {
            return text is null ? TemplateDelimiters.Default : TemplateDelimiters.Parse(text);
        }
        catch (ZenException exception)
        {
            throw new UsageException(exception.Message);
        }
    }

    private static ReferencePlace[] FindPlaces(SecretTemplate template, string origin) =>
    [
        .. template.References.Select(part => new ReferencePlace(part.Reference!, $"{origin}, {TemplateMistakes.Show(part.Place)}")),
    ];

    /// <summary>Warns of references with the default delimiters, which other ones leave as they are.</summary>
    /// <remarks>Templates of other programs have texts that look like references. Those whose secret exists are surely some.</remarks>
    private async Task WarnOfUnresolvedAsync(SecretTemplate template, string origin, CancellationToken cancellationToken)
    {
        var places = FindPlaces(template, origin);
        if (places.Length == 0)
        {
            return;
        }

        var checks = await Context.Client.Secrets.CheckAsync(
            [.. places.Select(place => place.Reference).Distinct()], SecretValidationLevel.SecretExists, cancellationToken);
        var existing = checks.Where(check => check.Passes).Select(check => check.Reference).ToHashSet();
        foreach (var place in places.Where(place => existing.Contains(place.Reference)).Take(MostWarnings))
        {
            Context.Writer.Warn(
                $"{place.Reference.ToConfigurationText()} stays as it is ({place.Place:raw}), because --delimiters chooses other marks.");
        }
    }

    private async Task<int> CheckAsync(ReferencePlace[] places, CancellationToken cancellationToken)
    {
        var missing = new MissingLines();
        await new ReferenceReader(Context.Client.Secrets).FindMissingAsync(places, missing, cancellationToken);
        await missing.EnsureNoneAsync("These references do not resolve:", Context.Client, cancellationToken);
        Context.Writer.Say(places.Length == 0
            ? "The template has no references."
            : MessageText.Of($"The template is ready: all its references resolve ({places.Length})."));
        return ExitCodes.Success;
    }

    private async Task<int> RenderAsync(
        SecretTemplate template, ReferencePlace[] places, ParseResult result, CancellationToken cancellationToken)
    {
        var missing = new MissingLines();
        var values = await new ReferenceReader(Context.Client.Secrets).ResolveAsync(places, missing, cancellationToken);
        await missing.EnsureNoneAsync(
            "These references do not resolve, so nothing was written:", Context.Client, cancellationToken);
        var path = result.GetValue(output)!;
        var text = template.Render(reference => values[reference].Reveal());
        if (await Context.ExportAsync(path, text, result.GetValue(force), cancellationToken))
        {
            Context.Writer.Say(MessageText.Of(
                $"Written to '{path}'. The file contains values in the clear. Delete it when you no longer need it."));
        }

        return ExitCodes.Success;
    }
}
