using System.CommandLine;
using System.Reflection;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Output;
using ZenML.Core.Stacks.Configurations;

namespace ZenML.Cli.Commands.General;

/// <summary><c>zenml version</c>.</summary>
internal sealed class VersionCommand : BaseCommand
{
    private readonly Option<string> output = CommonOptions.Output();

    public VersionCommand(CliContext context)
        : base(context, "version", Example.Of("Show the version of zenml.", "zenml version"))
    {
        Define(output);
    }

    protected override Task<int> ExecuteAsync(ParseResult result, CancellationToken cancellationToken)
    {
        if (result.GetFormat(output) is not OutputFormat.Table and var format)
        {
            Context.Writer.WriteDocument(new ConfigurationMap { ["version"] = Version }, format);
        }
        else
        {
            Context.Writer.WriteLine(Version);
        }

        return Task.FromResult(ExitCodes.Success);
    }



    /// <summary>The version from the build.</summary>
    public static string Version { get; } =
        typeof(VersionCommand).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
}
