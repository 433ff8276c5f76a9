using System.Text.RegularExpressions;

namespace ZenML.Formats.Tests;

/// <summary>
/// Which plain scalars YAML 1.1 and 1.2 read as something other than text, defined independently of the writer.
/// </summary>
internal static class YamlTypes
{
    private static readonly Regex[] Types =
    [
        new(@"^(~|null|Null|NULL|)$"),
        new(@"^(y|Y|yes|Yes|YES|n|N|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF)$"),
        new(@"^[-+]?[0-9][0-9_,.:]*([eE][-+]?[0-9]+)?$"),
        new(@"^[-+]?0[box][0-9a-fA-F_]+$"),
        new(@"^[-+]?\.[0-9_]+([eE][-+]?[0-9]+)?$"),
        new(@"^[-+]?\.(inf|Inf|INF)$|^\.(nan|NaN|NAN)$"),
        new(@"^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}"),
        new("^(<<|=)$"),
        new(@"^[-?:,\[\]{}#&*!|>'""%@`]"),
    ];

    /// <summary>Whether a plain scalar would be read as something else than its text.</summary>
    public static bool IsTyped(string plain) => Array.Exists(Types, type => type.IsMatch(plain))
        || plain.Contains(": ", StringComparison.Ordinal)
            || plain.Contains(" #", StringComparison.Ordinal) || plain.EndsWith(':') || plain.Trim() != plain;
}
