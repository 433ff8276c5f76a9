using System.Text.Json;
using ZenML.Core.Errors;
using ZenML.Core.Text;
using ZenML.Platform.Files;

namespace ZenML.Client.Settings;

/// <summary>
/// Stores <see cref="LocalSettings"/> in a file that only its owner can read. Writing replaces the whole file at once, so that a reader
/// never sees half of it. An invalid file is never overwritten.
/// </summary>
internal sealed class SettingsFile(ZenClientOptions options)
{
    public const string FileName = "zenml-dotnet.settings.json";

    private OwnFile Own => new(Path.Combine(options.FindConfigPath(), FileName));

    private string Location => Own.Path;

    public LocalSettings Read()
    {
        byte[] content;
        try
        {
            if (Own.Read() is not { } found)
            {
                return new LocalSettings();
            }

            content = found;
            ExposureWarnings.CheckSecret(Location, options.OnWarning);
            ExposureWarnings.CheckTarget(Location, options.OnWarning);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ZenException(
                ErrorCode.StoreUnavailable,
                $"The settings in '{Location}' cannot be read: {Sentence.End(exception.Message)}",
                exception);
        }

        try
        {
            return JsonSerializer.Deserialize(content, SettingsJson.Default.LocalSettings)
                ?? throw new JsonException("The file contains only null.");
        }
        catch (JsonException exception)
        {
            throw new ZenException(
                ErrorCode.StoreDamaged,
                $"The settings in '{Location}' are damaged, or a newer version wrote them. They were not changed. Repair the file, or "
                + $"delete it to return to the default workspace and stack.",
                exception);
        }
    }

    public void Change(Func<LocalSettings, LocalSettings> change)
    {
        var changed = JsonSerializer.SerializeToUtf8Bytes(change(Read()), SettingsJson.Default.LocalSettings);
        try
        {
            Own.Replace(changed);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ZenException(
                ErrorCode.StoreUnavailable,
                $"The settings in '{Location}' cannot be written: {Sentence.End(exception.Message)}",
                exception);
        }
    }
}
