using System.CommandLine;
using System.Reflection;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Output;
using ZenML.Core.Stacks.Configurations;

namespace ZenML.Cli.Commands.General;

/// <summary><c>zenml version</c>.</summary>
internal sealed class VersionCommand : Command
{
    public VersionCommand(CliContext context)
        : base("version", Example.Of("Show the version of this program.", "zenml version"))
    {
        var output = CommonOptions.Output();
        Options.Add(output);
        SetAction(result =>
        {
            if (result.GetFormat(output) is not OutputFormat.Table and var format)
            {
                context.Writer.WriteDocument(new ConfigurationMap { ["version"] = Version }, format);
            }
            else
            {
                context.Writer.WriteLine(Version);
            }

            return ExitCodes.Success;
        });
    }

    /// <summary>The version, as the build stamped it.</summary>
    public static string Version { get; } =
        typeof(VersionCommand).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
}
