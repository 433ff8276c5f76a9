namespace ZenML.Cli.Commands.Stacks;

/// <summary>The group <c>stack</c>.</summary>
internal static class StackNoun
{
    public static Noun Noun { get; } = new("stack", "Manage stacks: combine components, set the active stack and check its secrets.",
    [
        new("register", "Register a stack.", context => new StackRegisterCommand(context)),
        new("update", "Add or replace components of a stack.", context => new StackUpdateCommand(context)),
        new("remove-component", "Remove components from a stack.", context => new StackRemoveComponentCommand(context)),
        new("rename", "Rename a stack.", context => new StackRenameCommand(context)),
        new("copy", "Register a copy of a stack under another name.", context => new StackCopyCommand(context)),
        new("list", "List stacks.", context => new StackListCommand(context)),
        new("describe", "Show a stack and its components.", context => new StackDescribeCommand(context)),
        new("get", "Show the name of the active stack.", context => new StackGetCommand(context)),
        new("set", "Set the active stack.", context => new StackSetCommand(context)),
        new("delete", "Delete a stack.", context => new StackDeleteCommand(context)),
        new("export", "Export a stack and its components to a file.", context => new StackExportCommand(context)),
        new("import", "Register a stack and its components from a file.", context => new StackImportCommand(context)),
        new("validate", "Check that all secret references of a stack resolve.", context => new StackValidateCommand(context)),
        new("register-secrets", "Prompt for the secret values that a stack needs.", context => new StackRegisterSecretsCommand(context)),
    ], "zenml stack register tracked -o default -a default -e mlflow --set");
}
