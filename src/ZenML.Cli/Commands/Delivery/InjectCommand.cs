using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Core.Errors;
using ZenML.Core.Secrets.Templates;

namespace ZenML.Cli.Commands.Delivery;

/// <summary><c>zenml inject</c>.</summary>
internal sealed class InjectCommand : BaseCommand
{
    private readonly Option<string> input = new("--in-file", "-i")
    {
        Description = "The template, or - for standard input.",
        HelpName = "FILE",
        DefaultValueFactory = _ => "-",
    };

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
            "zenml inject < secret.yaml.tpl | kubectl apply -f -"))
    {
        Define(input, output, force, delimiters, check);
    }

    protected override async Task<int> ExecuteAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var marks = result.GetValue(delimiters) is { } text ? TemplateDelimiters.Parse(text) : TemplateDelimiters.Default;
        var source = result.GetValue(input)!;
        if (source == "-" && Context.Environment.Terminal.CanAsk)
        {
            throw new ZenException(ErrorCode.InvalidArgument, "No template. Name its file with -i FILE, or pipe it to this command.");
        }

        var file = source == "-" ? "standard input" : MessageText.Of($"'{source}'");
        var template = SecretTemplate.Parse(Context.Values.ReadFile("template", source), marks);
        if (template.Mistakes.Count > 0)
        {
            throw new ZenException(ErrorCode.InvalidArgument, string.Join(
                Environment.NewLine, [TemplateMistakes.Describe(marks), .. TemplateMistakes.Show(template.Mistakes, file)]));
        }

        ReferencePlace[] places =
        [
            .. template.References.Select(part =>
                new ReferencePlace(part.Reference!, $"{file}, {TemplateMistakes.Show(part.Place)}")),
        ];
        return result.GetValue(check)
            ? await CheckAsync(places, cancellationToken)
            : await RenderAsync(template, places, result, cancellationToken);
    }

    private async Task<int> CheckAsync(ReferencePlace[] places, CancellationToken cancellationToken)
    {
        var missing = await new ReferenceReader(Context.Client.Secrets).FindMissingAsync(places, cancellationToken);
        EnsureNone(missing, "These references do not resolve:");
        Context.Writer.Say(places.Length == 0
            ? "The template has no references."
            : MessageText.Of($"The template is ready: all its references resolve ({places.Length})."));
        return ExitCodes.Success;
    }

    private async Task<int> RenderAsync(
        SecretTemplate template, ReferencePlace[] places, ParseResult result, CancellationToken cancellationToken)
    {
        var missing = new List<string>();
        var values = await new ReferenceReader(Context.Client.Secrets).ResolveAsync(places, missing, cancellationToken);
        EnsureNone(missing, "These references do not resolve, so nothing was written:");
        var path = result.GetValue(output)!;
        var text = template.Render(reference => values[reference].Reveal());
        if (await Context.ExportAsync(path, text, result.GetValue(force), cancellationToken))
        {
            Context.Writer.Say(MessageText.Of(
                $"Written to '{path}'. The file contains values in the clear. Delete it when you no longer need it."));
        }

        return ExitCodes.Success;
    }

    private static void EnsureNone(IReadOnlyList<string> missing, string introduction)
    {
        if (missing.Count > 0)
        {
            throw new ZenException(ErrorCode.MissingSecrets, string.Join(Environment.NewLine, [introduction, .. missing]));
        }
    }
}
