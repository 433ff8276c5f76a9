using System.Text.RegularExpressions;

namespace ZenML.SecretsStores.Tests.Hashicorp;

/// <summary>The policy that the guide has the reader paste.</summary>
internal static partial class HashicorpPolicy
{
    /// <summary>Its text.</summary>
    public static string OfGuide { get; } = Block().Match(File.ReadAllText(FindPage())).Groups["policy"].Value;

    private static string FindPage()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "ZenML.slnx")))
        {
            folder = Path.GetDirectoryName(folder)!;
        }

        return Path.Combine(folder, "docs", "stores", "hashicorp.md");
    }

    [GeneratedRegex("```hcl\n(?<policy>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();
}
