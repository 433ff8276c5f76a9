using System.Text;
using ZenML.Core.Errors;

namespace ZenML.Formats.Exporters;

/// <summary>Names in Kubernetes: DNS labels, of lower-case ASCII letters, digits and inner hyphens.</summary>
internal static class KubernetesName
{
    private const int MaximumLength = 63;

    /// <summary>Returns a valid name as it is.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.InvalidArgument"/>.</exception>
    public static string Check(string name) => IsValid(name)
        ? name
        : throw new ZenException(
            ErrorCode.InvalidArgument,
            $"'{name}' is not a valid name in Kubernetes. A name has 1 to 63 lower-case ASCII letters, digits and hyphens, and begins and "
            + $"ends with a letter or digit.");

    /// <summary>Derives a name: upper-case letters become lower-case ones, and all that is not allowed becomes a hyphen.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.InvalidArgument"/>: nothing is left, or it is too long.</exception>
    public static string Derive(string name)
    {
        var derived = new StringBuilder(name.Length);
        foreach (var character in name)
        {
            var isAllowed = char.IsAsciiLetterOrDigit(character);
            if (isAllowed || (derived.Length > 0 && derived[^1] != '-'))
            {
                derived.Append(isAllowed ? char.ToLowerInvariant(character) : '-');
            }
        }

        var trimmed = derived.ToString().TrimEnd('-');
        return IsValid(trimmed)
            ? trimmed
            : throw new ZenException(
                ErrorCode.InvalidArgument,
                $"No name in Kubernetes can be derived from '{name}'. Choose one with --k8s-name.");
    }

    private static bool IsValid(string name) =>
        name.Length is > 0 and <= MaximumLength && name[0] != '-' && name[^1] != '-'
        && name.All(character => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) || character == '-');
}
