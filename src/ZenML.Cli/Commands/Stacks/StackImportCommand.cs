using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Core.Components;
using ZenML.Core.Configurations;
using ZenML.Core.Errors;
using ZenML.Core.Lookups;
using ZenML.Formats;

namespace ZenML.Cli.Commands.Stacks;

/// <summary><c>zenml stack import</c>.</summary>
internal sealed class StackImportCommand : Command
{
    public StackImportCommand(CliContext context)
        : base("import", Example.Of(
            "Register a stack and its components from a file that 'stack export' wrote. A component that is already registered just like that is used as it is.",
            "zenml stack import tracked --filename tracked.yaml"))
    {
        var name = new Argument<string>("STACK") { Description = "The name of the stack." };
        var filename = new Option<string?>("--filename", "-f") { Description = "The file. Without it, STACK.yaml in the current folder.", HelpName = "FILE" };
        var ignore = new Option<bool>("--ignore-version-mismatch") { Description = "Accepted for ZenML's sake; our files do not depend on a version." };
        Arguments.Add(name);
        Options.Add(filename);
        Options.Add(ignore);
        SetAction(async (result, cancellationToken) =>
        {
            var stackName = result.GetRequiredValue(name);
            var path = result.GetValue(filename) ?? $"{stackName}.yaml";
            var description = StackDocument.Parse(context.Values.ReadFile("--filename", path));
            await EnsureNameIsFreeAsync(context, stackName, cancellationToken);
            var components = new List<Component>();
            foreach (var component in description.Components)
            {
                components.Add(await FindOrRegisterAsync(context, component, cancellationToken));
            }

            var stack = await context.Client.Stacks.RegisterAsync(stackName, components, cancellationToken);
            context.Writer.Say($"Imported the stack '{stack.Name}' from '{path}'.");
            return ExitCodes.Success;
        });
    }

    /// <remarks>Asked before the components are registered, so that a name that is taken leaves nothing behind.</remarks>
    private static async Task EnsureNameIsFreeAsync(CliContext context, string name, CancellationToken cancellationToken)
    {
        var page = await context.Client.Stacks.ListPageAsync(new() { ["name"] = $"equals:{name}" }, cancellationToken);
        if (page.Total > 0)
        {
            throw new ZenException(ErrorCode.AlreadyExists, $"A stack named '{name}' already exists.");
        }
    }

    private static async Task<Component> RegisterAsync(CliContext context, ComponentDescription description, CancellationToken cancellationToken)
    {
        try
        {
            return await context.Client.Components.RegisterAsync(
                description.Type, description.Name, description.Flavor, description.Configuration, description.Labels, cancellationToken);
        }
        catch (ZenException exception) when (exception.Code == ErrorCode.InvalidArgument)
        {
            // What is missing is to be given as --KEY=VALUE, they say, which an import does not take.
            var mistakes = exception.Message.Split(Environment.NewLine).Select(line => line.Split(" Give it as --")[0]);
            throw new ZenException(ErrorCode.InvalidArgument, string.Join(
                Environment.NewLine,
                string.Join(Environment.NewLine, mistakes),
                $"This is about the {description.Type.Words()} '{description.Name}' of the file. Mend it there (an export leaves out plain text of sensitive attributes: add it, best as a "
                + $"secret reference), or register the component first, with 'zenml {description.Type.CommandName()} register', and import then."));
        }
    }

    /// <remarks>An export leaves these out, so they cannot tell two components apart.</remarks>
    private static ConfigurationMap WithoutPlainText(ConfigurationMap configuration) =>
        new(configuration.Where(attribute => attribute.Value is not ConfigurationSensitive));

    private static async Task<Component> FindOrRegisterAsync(CliContext context, ComponentDescription description, CancellationToken cancellationToken)
    {
        Component existing;
        try
        {
            existing = await context.Client.Components.GetAsync(description.Type, description.Name, LookupMode.Exact, cancellationToken);
        }
        catch (ZenException exception) when (exception.Code == ErrorCode.NotFound)
        {
            var registered = await RegisterAsync(context, description, cancellationToken);
            context.Writer.Say($"Registered the {registered.Type.Words()} '{registered.Name}'.");
            return registered;
        }

        return existing.Flavor == description.Flavor && WithoutPlainText(existing.Configuration).Equals(description.Configuration)
            ? existing
            : throw new ZenException(ErrorCode.AlreadyExists,
                $"A different {description.Type.Words()} named '{description.Name}' is already registered. Rename it, or the one in the file.");
    }
}
