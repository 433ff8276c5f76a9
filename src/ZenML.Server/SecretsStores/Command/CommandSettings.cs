using System.Text.Json;
using ZenML.SecretsStores.Command;
using ZenML.SecretsStores.Entries;
using ZenML.Server.Configuration;

namespace ZenML.Server.SecretsStores.Command;

/// <summary>The settings of a store of one's own: a program, or a class of the program that contains the server.</summary>
internal static class CommandSettings
{
    private const string Command = "COMMAND", MaximumBytes = "COMMAND_MAX_BYTES";

    private const int LeastBytes = 1024, MostBytes = 8 * 1024 * 1024;

    /// <summary>The kind that chooses it.</summary>
    internal static SecretsStoreKind Kind { get; } = new(
        "custom",
        [
            new Setting(Command, "the program that stores values: its path, or JSON with the path and arguments", "none; required"),
            new Setting(MaximumBytes, "the most bytes of one entry; larger values are split", "as many as 1 MiB has"),
        ],
        Read);

    private static SecretsStoreOpener Read(StoreSettings settings)
    {
        if (settings.Text(Command) is null && settings.Custom is { } open)
        {
            return open;
        }

        var options = new CommandOptions { Command = ReadCommand(settings) };
        options = options with { MaximumEntryBytes = settings.Number(MaximumBytes, LeastBytes, MostBytes) ?? options.MaximumEntryBytes };
        return context => new EntrySecretsStore(new CommandEntryStore(options, context.Owner, context.Clock, context.Warn));
    }

    private static string[] ReadCommand(StoreSettings settings)
    {
        var text = settings.Required(Command);
        if (!text.StartsWith('['))
        {
            return [text];
        }

        try
        {
            using var document = JsonDocument.Parse(text);
            string[] words = [.. document.RootElement.EnumerateArray().Select(word => word.GetString() ?? "")];
            if (words.Length > 0 && words[0].Length > 0)
            {
                return words;
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Reported below.
        }

        settings.Fail(Command, """must be a path, or a JSON array of texts such as ["/usr/bin/python3", "/etc/zenml/store.py"].""");
        return [""];
    }
}
