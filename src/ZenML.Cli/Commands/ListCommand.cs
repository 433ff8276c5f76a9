using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Output;
using ZenML.Core.Querying;

namespace ZenML.Cli.Commands;

/// <summary>A command that lists one page of items: <c>zenml secret list</c>.</summary>
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

    /// <summary>Reads the page that was asked for.</summary>
    protected abstract Task<PageView<TItem>> ReadAsync(ParseResult result, ListQuery query, CancellationToken cancellationToken);

    /// <inheritdoc />
    protected sealed override async Task<int> ExecuteAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var (page, presentation) = await ReadAsync(result, options.Read(result), cancellationToken);
        presentation.Write(Context.Writer, page, result.GetFormat(Output));
        return ExitCodes.Success;
    }
}
