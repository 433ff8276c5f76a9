using ZenML.Cli.Commands.Flavors;
using ZenML.Core.Stacks.Components;

namespace ZenML.Cli.Commands.Components;

/// <summary>The twelve groups of component commands: the same verbs for each type.</summary>
internal static class ComponentNoun
{
    public static Noun Of(ComponentType type) => new(type.CommandName(), $"Manage {Plural(type)}.",
    [
        new("register", $"Register {Article(type)} {type.Words()}.", context => new ComponentRegisterCommand(context, type)),
        new("update", $"Change attributes and labels of {Article(type)} "
            + $"{type.Words()}.", context => new ComponentUpdateCommand(context, type)),
        new("remove-attribute", $"Remove attributes and labels from {Article(type)} {type.Words()}.",
            context => new ComponentRemoveAttributeCommand(context, type)),
        new("rename", $"Rename {Article(type)} {type.Words()}.", context => new ComponentRenameCommand(context, type)),
        new("copy", $"Register a copy of {Article(type)} {type.Words()} under another name.",
            context => new ComponentCopyCommand(context, type)),
        new("list", $"List {Plural(type)}.", context => new ComponentListCommand(context, type)),
        new("describe", $"Show {Article(type)} {type.Words()}.", context => new ComponentDescribeCommand(context, type)),
        new("get", $"Show the name of the active stack's {type.Words()}.", context => new ComponentGetCommand(context, type)),
        new("delete", $"Delete {Article(type)} {type.Words()}.", context => new ComponentDeleteCommand(context, type)),
        Verb.Group("flavor", $"Manage the flavors of {Plural(type)}.", $"zenml {type.CommandName()} flavor list",
            new("list", "List the flavors.", context => new FlavorListCommand(context, type)),
            new("describe", "Show the attributes of a flavor.", context => new FlavorDescribeCommand(context, type)),
            new("register", "Register a custom flavor.", context => new FlavorRegisterCommand(context, type)),
            new("delete", "Delete a custom flavor.", context => new FlavorDeleteCommand(context, type))),
    ], $"zenml {type.CommandName()} list");

    /// <summary>"a" or "an", as the name of a type requires.</summary>
    public static string Article(ComponentType type) => type.Words()[0] is 'a' or 'e' or 'i' or 'o' ? "an" : "a";

    /// <summary>The name of a type in the plural.</summary>
    public static string Plural(ComponentType type) => type.Words() is var words && words.EndsWith('y') ? $"{words[..^1]}ies" : $"{words}s";
}
