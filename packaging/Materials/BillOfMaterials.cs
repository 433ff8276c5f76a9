using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace ZenML.Packaging.Materials;

/// <summary>
/// The bill of materials: CycloneDX 1.6, in JSON. It names the two programs, every package that is compiled into them, the runtime, and the
/// two native libraries, which are packages too.
/// </summary>
internal static class BillOfMaterials
{
    /// <summary>Writes the file.</summary>
    public static void Write(string file, Product product, DateTimeOffset time)
    {
        using var stream = File.Create(file);
        using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n" });
        json.WriteStartObject();
        json.WriteString("$schema", "http://cyclonedx.org/schema/bom-1.6.schema.json");
        json.WriteString("bomFormat", "CycloneDX");
        json.WriteString("specVersion", "1.6");
        json.WriteString("serialNumber", $"urn:uuid:{IdOf(product, time)}");
        json.WriteNumber("version", 1);
        json.WriteStartObject("metadata");
        json.WriteString("timestamp", time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        json.WritePropertyName("component");
        WriteProgram(json, "zenml-dotnet", $"zenml-dotnet@{PackagingProgram.Version}", "ZenML for .NET, the command and the server.");
        json.WriteEndObject();
        json.WriteStartArray("components");
        foreach (var program in product.Programs)
        {
            WriteProgram(json, program.Name, program.Reference, program.Description);
        }

        foreach (var package in product.Packages)
        {
            WritePackage(json, package);
        }

        json.WriteEndArray();
        WriteDependencies(json, product);
        json.WriteEndObject();
        json.Flush();
        stream.WriteByte((byte)'\n');
    }

    private static void WriteProgram(Utf8JsonWriter json, string name, string reference, string description)
    {
        json.WriteStartObject();
        json.WriteString("type", "application");
        json.WriteString("bom-ref", reference);
        json.WriteString("name", name);
        json.WriteString("version", PackagingProgram.Version);
        json.WriteString("description", description);
        WriteLicence(json, "Apache-2.0");
        json.WriteEndObject();
    }

    private static void WritePackage(Utf8JsonWriter json, LockedPackage package)
    {
        var folder = PackageFolder.Find(package);
        json.WriteStartObject();
        json.WriteString("type", package.Name.Contains("App.Runtime", StringComparison.Ordinal) ? "framework" : "library");
        json.WriteString("bom-ref", package.Purl);
        json.WriteString("name", package.Name);
        json.WriteString("version", package.Version);
        json.WriteString("scope", "required");
        json.WriteStartArray("hashes");
        json.WriteStartObject();
        json.WriteString("alg", "SHA-512");
        json.WriteString("content", folder.Hash);
        json.WriteEndObject();
        json.WriteEndArray();
        WriteLicence(json, folder.Licence);
        json.WriteString("copyright", folder.Copyright);
        json.WriteString("purl", package.Purl);
        json.WriteEndObject();
    }

    /// <param name="json">The writer.</param>
    /// <param name="expression">The licence; null for one that is not in the list of SPDX, whose text is in the package.</param>
    private static void WriteLicence(Utf8JsonWriter json, string? expression)
    {
        json.WriteStartArray("licenses");
        json.WriteStartObject();
        if (expression is not null)
        {
            json.WriteString("expression", expression);
        }
        else
        {
            json.WriteStartObject("license");
            json.WriteString("name", "See the package");
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void WriteDependencies(Utf8JsonWriter json, Product product)
    {
        var all = product.Packages.ToDictionary(package => package.Name, package => package.Purl, StringComparer.OrdinalIgnoreCase);
        json.WriteStartArray("dependencies");
        Write($"zenml-dotnet@{PackagingProgram.Version}", product.Programs.Select(program => program.Reference));
        foreach (var program in product.Programs)
        {
            Write(program.Reference, program.Packages.Select(package => package.Purl));
        }

        foreach (var package in product.Packages)
        {
            Write(package.Purl, package.Dependencies.Where(all.ContainsKey).Select(name => all[name]));
        }

        json.WriteEndArray();

        void Write(string reference, IEnumerable<string> uses)
        {
            json.WriteStartObject();
            json.WriteString("ref", reference);
            json.WriteStartArray("dependsOn");
            foreach (var use in uses.Distinct().Order(StringComparer.Ordinal))
            {
                json.WriteStringValue(use);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }
    }

    /// <summary>An id that the same release has whenever it is built.</summary>
    private static Guid IdOf(Product product, DateTimeOffset time)
    {
        var content = string.Join('\n', product.Packages.Select(package => package.Purl).Prepend(PackagingProgram.Version));
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{time.ToUnixTimeSeconds()}\n{content}"));
        var bytes = hash.AsSpan(0, 16);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }
}
