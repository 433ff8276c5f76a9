namespace ZenML.Cli.Commands.Secrets;

/// <summary>The group <c>secret</c>.</summary>
internal static class SecretNoun
{
    public static Noun Noun { get; } = new("secret", "Manage secrets.",
    [
        new("create", "Create a secret.", context => new SecretCreateCommand(context)),
        new("list", "List secrets, without their values.", context => new SecretListCommand(context)),
        new("get", "Show a secret and its values.", context => new SecretGetCommand(context)),
        new("update", "Add, change or remove keys of a secret, or change its scope.", context => new SecretUpdateCommand(context)),
        new("usages", "Show what uses a secret.", context => new SecretUsagesCommand(context)),
        new("rename", "Rename a secret.", context => new SecretRenameCommand(context)),
        new("delete", "Delete a secret.", context => new SecretDeleteCommand(context)),
        new("export", "Export a secret's keys and values to a file.", context => new SecretExportCommand(context)),
    ], "zenml secret create mlflow_secret --username=admin --password=@password.txt");
}
