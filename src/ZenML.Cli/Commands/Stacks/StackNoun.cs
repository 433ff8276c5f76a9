namespace ZenML.Cli.Commands.Stacks;

/// <summary>The group <c>stack</c>.</summary>
internal static class StackNoun
{
    public static Noun Noun { get; } = new("stack", "Put components together, choose the active stack, check its secrets.",
    [
        new("register", "Register a stack.", context => new StackRegisterCommand(context)),
        new("update", "Put other components into a stack.", context => new StackUpdateCommand(context)),
        new("remove-component", "Take components out of a stack.", context => new StackRemoveComponentCommand(context)),
        new("rename", "Give a stack another name.", context => new StackRenameCommand(context)),
        new("copy", "Register a copy of a stack.", context => new StackCopyCommand(context)),
        new("list", "List stacks.", context => new StackListCommand(context)),
        new("describe", "Show a stack and its components.", context => new StackDescribeCommand(context)),
        new("get", "Show the name of the active stack.", context => new StackGetCommand(context)),
        new("set", "Make a stack the active one.", context => new StackSetCommand(context)),
        new("delete", "Delete a stack.", context => new StackDeleteCommand(context)),
        new("export", "Write a stack and its components to a file.", context => new StackExportCommand(context)),
        new("import", "Register a stack and its components from a file.", context => new StackImportCommand(context)),
        new("validate", "Check that every secret that a stack refers to is there.", context => new StackValidateCommand(context)),
        new("register-secrets", "Ask for every secret that a stack refers to.", context => new StackRegisterSecretsCommand(context)),
    ], "zenml stack register tracked -o default -a default -e mlflow --set");
}
