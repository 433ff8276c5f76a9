using ZenML.Core.Errors;
using ZenML.Core.Secrets;
using ZenML.Core.Secrets.Import;
using ZenML.Formats;
using ZenML.Formats.Dotenv;

namespace ZenML.Cli.Commands.Secrets;

/// <summary>Reads the file of <c>zenml secret import</c>.</summary>
internal static class SecretImportFile
{
    private const string Dotenv = "env";
    private const string Json = "json";
    private const string Yaml = "yaml";

    /// <summary>The formats that can be read.</summary>
    public static IReadOnlyList<string> Formats { get; } = [Dotenv, Json, Yaml];

    /// <summary>Reads secrets, and warns of what other programs read differently.</summary>
    /// <param name="context">What every command is given.</param>
    /// <param name="path">The file, or - for standard input.</param>
    /// <param name="format">One of <see cref="Formats"/>; null to find out.</param>
    /// <param name="name">The one secret in the file; null for one secret per top-level name.</param>
    /// <exception cref="ZenException">The file cannot be read or is not valid. The message contains no value.</exception>
    public static IReadOnlyList<SecretImport> Read(CliContext context, string path, string? format, SecretName? name)
    {
        var text = context.Values.ReadFile("FILE", path);
        var isDotenv = (format ?? FindFormat(path) ?? (DotenvDocument.IsLikely(text) ? Dotenv : Yaml)) == Dotenv;
        if (name is not { } single)
        {
            return isDotenv
                ? throw new ZenException(
                    ErrorCode.InvalidArgument, "A dotenv file has the keys of one secret. Use --name NAME; --each needs JSON or YAML.")
                : [.. SecretValuesDocument.ParseEach(text).Select(secret => new SecretImport(SecretName.Parse(secret.Key), secret.Value))];
        }

        if (!isDotenv)
        {
            return [new SecretImport(single, SecretValuesDocument.Parse(text))];
        }

        var document = DotenvDocument.Parse(text);
        foreach (var warning in document.Warnings)
        {
            context.Writer.Warn(warning);
        }

        return [new SecretImport(single, document.Values)];
    }

    /// <summary>The format that the name of a file stands for; null if it says nothing.</summary>
    private static string? FindFormat(string path)
    {
        var name = Path.GetFileName(path);
        return name.EndsWith(".env", StringComparison.OrdinalIgnoreCase) || name.StartsWith(".env.", StringComparison.OrdinalIgnoreCase)
                ? Dotenv
            : Path.GetExtension(name).ToUpperInvariant() switch
            {
                ".JSON" => Json,
                ".YAML" or ".YML" => Yaml,
                _ => null,
            };
    }
}
