using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Output;

namespace ZenML.Cli.Commands;

/// <summary>
/// A command that shows one thing: <c>zenml stack describe</c>. Its constructor must define <see cref="Output"/>.
/// </summary>
/// <param name="context">What every command is given.</param>
/// <param name="name">The name.</param>
/// <param name="description">What is shown, with examples.</param>
/// <param name="hasValues">Whether values of a secret are shown.</param>
internal abstract class DescribeCommand(CliContext context, string name, string description, bool hasValues = false)
    : BaseCommand(context, name, description)
{
    /// <summary><c>--output</c>.</summary>
    protected Option<string> Output { get; } = CommonOptions.Output(hasValues);

    /// <summary>Finds what to show.</summary>
    protected abstract Task<Description> DescribeAsync(ParseResult result, CancellationToken cancellationToken);

    /// <inheritdoc />
    protected sealed override async Task<int> ExecuteAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var description = await DescribeAsync(result, cancellationToken);
        description.Write(Context.Writer, result.GetFormat(Output));
        return ExitCodes.Success;
    }
}
