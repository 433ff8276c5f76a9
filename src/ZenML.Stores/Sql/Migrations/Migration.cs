using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ZenML.Stores.Sql.Migrations;

/// <summary>One numbered step of the schema.</summary>
/// <param name="Number">Its place, from 1 without gaps.</param>
/// <param name="Name">The name of its file.</param>
/// <param name="Sql">Its statements.</param>
internal sealed record Migration(int Number, string Name, string Sql)
{
    /// <summary>The number of the newest embedded migration. A constant, so that opening an up-to-date store reads no resource; a test
    /// compares it with the files.</summary>
    public const int Newest = 10;

    /// <summary>What says later whether the file that was applied is still the same.</summary>
    public string Checksum => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Sql)));

    /// <summary>Reads the embedded migrations, in order.</summary>
    public static IReadOnlyList<Migration> ReadEmbedded()
    {
        var assembly = typeof(Migration).Assembly;
        return
        [
            .. assembly.GetManifestResourceNames()
                .Where(name => name.EndsWith(".sql", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
                .Select(name =>
                {
                    using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!, Encoding.UTF8);
                    return new Migration(int.Parse(name.AsSpan(0, 4), CultureInfo.InvariantCulture), name, reader.ReadToEnd());
                }),
        ];
    }
}
