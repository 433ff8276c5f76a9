using ZenML.Cli.Output;
using ZenML.Client;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Errors;
using ZenML.Core.Text;

namespace ZenML.Cli.Commands.ApiKeys;

/// <summary>Writes the text of a new key, which can be shown only once.</summary>
internal static class ApiKeyOutput
{
    /// <summary>Writes only the text to standard output or to a file, or logs in on this machine with it.</summary>
    public static async Task WriteAsync(
        CliContext context, User account, NewApiKey key, bool setsLogin, string? outFile, CancellationToken cancellationToken)
    {
        var server = (await context.Client.DescribeStoreAsync(cancellationToken)).Location;
        if (!setsLogin)
        {
            var file = outFile is null ? "@FILE" : ShellWord.Quote($"@{outFile}");
            context.Writer.Say($"The API key '{key.Key.Name}' of '{account.Name}' is shown only once. Store it safely. "
                + $"To log in with it: zenml connect --url {ShellWord.Quote(server)} --api-key {file}");
            await OutFile.WriteAsync(context, outFile, key.Text, cancellationToken);
            return;
        }

        try
        {
            await ZenServer.UseApiKeyAsync(key.Text, context.ClientOptions, cancellationToken);
            context.Writer.Say($"This machine is now logged in to {server} as '{account.Name}', with the API key '{key.Key.Name}'.");
        }
        catch (ZenException)
        {
            // The key exists, and its text would be lost.
            context.Writer.WriteLine(key.Text.Reveal());
            throw;
        }
    }
}
