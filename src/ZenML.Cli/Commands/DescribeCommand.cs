using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Output;

namespace ZenML.Cli.Commands;

/// <summary>
/// A command that shows one thing: <c>zenml stack describe</c>. Its constructor must define <see cref="Output"/>.
/// </summary>
internal abstract class DescribeCommand(CliContext context, string name, string description) : BaseCommand(context, name, description)
{
    /// <summary><c>--output</c>.</summary>
    protected Option<string> Output { get; } = CommonOptions.Output();

    /// <summary>Finds what to show.</summary>
    protected abstract Task<Description> DescribeAsync(ParseResult result, CancellationToken cancellationToken);

    /// <inheritdoc />
    protected sealed override async Task<int> ExecuteAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var description = await DescribeAsync(result, cancellationToken);
        if (result.GetFormat(Output) is not OutputFormat.Table and var format)
        {
            Context.Writer.WriteDocument(description.Document(), format);
        }
        else
        {
            description.WriteText(Context.Writer);
        }

        return ExitCodes.Success;
    }
}
