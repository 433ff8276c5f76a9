namespace ZenML.Core.Access;

/// <summary>The words for roles and rights in commands, requests, responses and the audit log.</summary>
public static class AccessTexts
{
    private static readonly (Role Role, string Word)[] Roles =
        [(Role.Viewer, "viewer"), (Role.Runner, "runner"), (Role.Editor, "editor"), (Role.Owner, "owner")];

    private static readonly (SecretRight Right, string Word)[] Rights =
        [(SecretRight.Describe, "describe"), (SecretRight.Read, "read"), (SecretRight.Write, "write")];

    private static readonly (SecretRights Right, string Word)[] SingleRights =
    [
        (SecretRights.Describe, "describe"), (SecretRights.Read, "read"), (SecretRights.Write, "write"),
        (SecretRights.Administer, "administer"),
    ];

    /// <summary>The words for roles, the lowest first.</summary>
    public static IReadOnlyList<string> RoleWords { get; } = [.. Roles.Select(entry => entry.Word)];

    /// <summary>The words for rights that can be granted, the lowest first.</summary>
    public static IReadOnlyList<string> RightWords { get; } = [.. Rights.Select(entry => entry.Word)];

    /// <summary>The word for a role.</summary>
    public static string Text(this Role role) => Roles.Single(entry => entry.Role == role).Word;

    /// <summary>The word for a right.</summary>
    public static string Text(this SecretRight right) => Rights.Single(entry => entry.Right == right).Word;

    /// <summary>The words for rights, the lowest first; empty for none.</summary>
    public static IReadOnlyList<string> Texts(this SecretRights rights) =>
        [.. SingleRights.Where(entry => rights.HasFlag(entry.Right)).Select(entry => entry.Word)];

    /// <summary>The role that a word stands for; null for any other text.</summary>
    public static Role? FindRole(string? word) =>
        Roles.Where(entry => entry.Word == word).Select(entry => (Role?)entry.Role).FirstOrDefault();

    /// <summary>The right that a word stands for; null for any other text.</summary>
    public static SecretRight? FindRight(string? word) =>
        Rights.Where(entry => entry.Word == word).Select(entry => (SecretRight?)entry.Right).FirstOrDefault();

    /// <summary>The rights that words stand for; null if one of them is another text.</summary>
    public static SecretRights? FindRights(IEnumerable<string> words)
    {
        var rights = SecretRights.None;
        foreach (var word in words)
        {
            var right = SingleRights.FirstOrDefault(entry => entry.Word == word).Right;
            if (right == SecretRights.None)
            {
                return null;
            }

            rights |= right;
        }

        return rights;
    }
}
