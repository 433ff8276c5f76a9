using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Output;
using ZenML.Core.Querying;

namespace ZenML.Cli.Commands;

/// <summary>A command that lists one page of items, or all of them: <c>zenml secret list</c>.</summary>
internal abstract class ListCommand<TItem> : BaseCommand
{
    private readonly ListOptions options;

    /// <summary>Defines the options that every list has.</summary>
    /// <param name="context">What every command is given.</param>
    /// <param name="description">What is listed, with examples.</param>
    /// <param name="fields">What can be filtered by.</param>
    /// <param name="newestFirst">Whether the newest come first by default, as in a log; else the oldest do.</param>
    protected ListCommand(CliContext context, string description, IEnumerable<FilterField> fields, bool newestFirst = false)
        : base(context, "list", description)
    {
        options = new ListOptions(this, fields, newestFirst);
        Define(Output);
    }

    /// <summary><c>--output</c>.</summary>
    protected Option<string> Output { get; } = CommonOptions.Output();

    /// <summary>Whether documents have all items unless a page is asked for. If so, the total is written to standard error.</summary>
    protected virtual bool WritesAll => false;

    /// <summary>The field that <c>--since</c> filters by.</summary>
    protected virtual string SinceField(ParseResult result) => ListOptions.Created;

    /// <summary>Reads the page that was asked for.</summary>
    protected abstract Task<PageView<TItem>> ReadAsync(ParseResult result, ListQuery query, CancellationToken cancellationToken);

    /// <inheritdoc />
    protected sealed override async Task<int> ExecuteAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var (query, format) = (options.Read(result, SinceField(result), Context.ClientOptions.Clock), result.GetFormat(Output));
        var isDocument = format != OutputFormat.Table;
        var readsAll = WritesAll && isDocument && !options.NamesPage(result);
        var (page, presentation) = readsAll
            ? await Context.Progress.ShowAsync("Reading", () => ReadAllAsync(result, query, cancellationToken))
            : await ReadAsync(result, query, cancellationToken);
        presentation.Write(Context.Writer, page, format);
        if (isDocument && page.TotalPages > 1)
        {
            Context.Writer.Say(Presentation<TItem>.Footer(page));
        }
        else if (WritesAll && isDocument && format != OutputFormat.Name)
        {
            Context.Writer.Say(readsAll ? Presentation<TItem>.Total(page) : Presentation<TItem>.Footer(page));
        }

        return ExitCodes.Success;
    }

    private Task<PageView<TItem>> ReadAllAsync(ParseResult result, ListQuery query, CancellationToken cancellationToken) =>
        new WholeList<TItem>((next, token) => ReadAsync(result, next, token)).ReadAsync(query, cancellationToken);
}
