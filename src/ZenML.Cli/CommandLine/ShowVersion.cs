using System.CommandLine;
using System.CommandLine.Invocation;
using ZenML.Cli.Commands.General;

namespace ZenML.Cli.CommandLine;

/// <summary><c>zenml --version</c>, whatever comes after.</summary>
internal sealed class ShowVersion(CliContext context) : SynchronousCommandLineAction
{
    public override int Invoke(ParseResult parseResult)
    {
        context.Writer.WriteLine(VersionCommand.Version);
        return ExitCodes.Success;
    }
}
