using ZenML.Cli.Commands.Secrets.Deleted;
using ZenML.Cli.Commands.Secrets.History;
using ZenML.Cli.Commands.Secrets.Sharing;

namespace ZenML.Cli.Commands.Secrets;

/// <summary>The group <c>secret</c>.</summary>
internal static class SecretNoun
{
    public static Noun Noun { get; } = new("secret", "Manage secrets.",
    [
        new("create", "Create a secret.", context => new SecretCreateCommand(context)),
        new("list", "List secrets, without their values.", context => new SecretListCommand(context)),
        new("get", "Show a secret and its values, or print one value.", context => new SecretGetCommand(context)),
        new("describe", "Show a secret without its values.", context => new SecretDescribeCommand(context)),
        new("set", "Create a secret, or add and change keys of an existing one.", context => new SecretSetCommand(context)),
        new("update", "Add, change or remove keys of a secret, or change its scope.", context => new SecretUpdateCommand(context)),
        new("edit", "Edit keys and values in your editor.", context => new SecretEditCommand(context)),
        new("usages", "Show what uses a secret.", context => new SecretUsagesCommand(context)),
        new("share", "Let accounts or groups use one secret.", context => new SecretShareCommand(context)),
        new("unshare", "Take back that a secret is shared.", context => new SecretUnshareCommand(context)),
        new("access", "Show who can do what with a secret, and why.", context => new SecretAccessCommand(context)),
        new("leaked", "Find the secrets that have a value.", context => new SecretLeakedCommand(context)),
        new("rename", "Rename a secret.", context => new SecretRenameCommand(context)),
        new("history", "List the versions of a secret and who made them.", context => new SecretHistoryCommand(context)),
        new("diff", "Compare two versions of a secret.", context => new SecretDiffCommand(context)),
        new("rollback", "Make the values of an earlier version the current ones.", context => new SecretRollbackCommand(context)),
        new("destroy", "Destroy the values of an earlier version.", context => new SecretDestroyCommand(context)),
        new("copy", "Copy a secret to another name, scope or workspace.", context => new SecretCopyCommand(context)),
        new("move", "Move a secret to another scope or workspace.", context => new SecretMoveCommand(context)),
        new("delete", "Delete secrets.", context => new SecretDeleteCommand(context)),
        new("undelete", "Take back the deletion of a secret.", context => new SecretUndeleteCommand(context)),
        new("purge", "Delete a deleted secret for good.", context => new SecretPurgeCommand(context)),
        new("import", "Create or update secrets from a .env, JSON or YAML file.", context => new SecretImportCommand(context)),
        new("export", "Export a secret's keys and values to a file.", context => new SecretExportCommand(context)),
    ], "zenml secret create mlflow_secret --username=admin --password=@password.txt");
}
