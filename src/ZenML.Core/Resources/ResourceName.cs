using System.Globalization;
using ZenML.Core.Errors;
using ZenML.Core.Secrets.References;
using ZenML.Core.Text;

namespace ZenML.Core.Resources;

/// <summary>The rules for names of workspaces, stacks, components and flavors.</summary>
public static class ResourceName
{
    /// <summary>The maximum length, in Unicode characters (code points).</summary>
    public const int MaximumLength = 255;

    /// <summary>Validates a name.</summary>
    /// <param name="kind">The kind of resource, for messages.</param>
    /// <param name="name">The name.</param>
    /// <exception cref="ZenException"><see cref="ErrorCode.InvalidArgument"/>: the name is invalid.</exception>
    public static string Check(string kind, string? name)
    {
        var problem = name switch
        {
            null or "" => $"The {kind} needs a name.",
            _ when string.IsNullOrWhiteSpace(name) => $"The name of the {kind} cannot be blank.",
            "." or ".." => $"The name of the {kind} cannot be '{name}', which has a special meaning in URLs.",
            _ when !UnicodeText.IsWellFormed(name) => $"The name of the {kind} must be valid Unicode text.",
            _ when name.Any(char.IsControl) =>
                $"The name of the {kind} cannot contain control characters, such as tabs and line breaks.",
            _ when UnicodeText.CountCharacters(name) is var count && count > MaximumLength =>
                string.Create(
                    CultureInfo.InvariantCulture, $"The name of the {kind} can have at most {MaximumLength} characters, not {count}."),
            _ when SecretReference.TryParse(name, out _) => $"The name of the {kind} cannot be a secret reference.",
            _ => null,
        };
        return problem is null ? name! : throw new ZenException(ErrorCode.InvalidArgument, problem);
    }

    /// <summary>
    /// Validates the name of an account. It cannot have hidden characters, because it identifies the account in the
    /// audit log.
    /// </summary>
    /// <param name="kind">The kind of resource, for messages.</param>
    /// <param name="name">The name.</param>
    /// <exception cref="ZenException"><see cref="ErrorCode.InvalidArgument"/>: the name is invalid.</exception>
    public static string CheckAccount(string kind, string? name)
    {
        var checkedName = Check(kind, name);
        return checkedName != checkedName.Trim() || VisibleText.HasHidden(checkedName)
            ? throw new ZenException(
                ErrorCode.InvalidArgument, $"The name of the {kind} cannot begin or end with a space, or contain invisible characters.")
            : checkedName;
    }
}
