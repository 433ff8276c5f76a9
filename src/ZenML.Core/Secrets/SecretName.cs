using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using ZenML.Core.Errors;
using ZenML.Core.Text;

namespace ZenML.Core.Secrets;

/// <summary>The name of a secret: 1 to 255 characters, not blank, no control characters. Compared character by character.</summary>
public readonly record struct SecretName
{
    /// <summary>The longest name, in Unicode characters (code points).</summary>
    public const int MaximumLength = 255;

    /// <summary>The one ordinary name that cannot be used: commands take <c>name</c> for something else.</summary>
    public const string Reserved = "name";

    private readonly string? value;

    private SecretName(string value) => this.value = value;

    /// <summary>The name as written.</summary>
    public string Value => value ?? "";

    /// <summary>Checks a name.</summary>
    /// <param name="text">The name.</param>
    /// <param name="name">The checked name.</param>
    /// <param name="problem">What is wrong with it, for a person.</param>
    public static bool TryParse(string? text, out SecretName name, [NotNullWhen(false)] out string? problem)
    {
        name = default;
        problem = text switch
        {
            null or "" => "A secret needs a name.",
            _ when string.IsNullOrWhiteSpace(text) => "The name of a secret cannot be blank.",
            Reserved => "A secret cannot be called 'name'.",
            _ when !UnicodeText.IsWellFormed(text) => "The name of a secret must be valid Unicode text.",
            _ when text.Any(char.IsControl) => "The name of a secret cannot contain control characters, such as tabs and line breaks.",
            _ when UnicodeText.CountCharacters(text) is var count && count > MaximumLength =>
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The name of a secret can have at most {MaximumLength} characters; this one has {count}."),
            _ => null,
        };
        if (problem is not null)
        {
            return false;
        }

        name = new SecretName(text!);
        return true;
    }

    /// <summary>Checks a name.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.InvalidArgument"/>, saying what is wrong.</exception>
    public static SecretName Parse(string? text) =>
        TryParse(text, out var name, out var problem) ? name : throw new ZenException(ErrorCode.InvalidArgument, problem);

    /// <summary>
    /// A name that another server keeps, as it is: such servers accept names that cannot be made here, and what has one
    /// can still be seen and deleted.
    /// </summary>
    public static SecretName Existing(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return new SecretName(name);
    }

    /// <summary>The name as written.</summary>
    public override string ToString() => Value;
}
