using System.Globalization;

namespace ZenML.Client.Remote.Peers;

/// <summary>Names and numbers of the accounts of this machine, as far as <c>/etc/passwd</c> has them.</summary>
internal static class AccountNames
{
    private const string AccountsFile = "/etc/passwd";

    /// <summary>The number of a name.</summary>
    public static uint? FindNumber(string name) =>
        Read().Where(account => account.Name == name).Select(account => (uint?)account.Number).FirstOrDefault();

    /// <summary>The name of a number; the number itself if it has none here.</summary>
    public static string Describe(uint number) =>
        Read().Where(account => account.Number == number).Select(account => account.Name).FirstOrDefault()
            ?? number.ToString(CultureInfo.InvariantCulture);

    private static IEnumerable<(string Name, uint Number)> Read()
    {
        IEnumerable<string> lines;
        try
        {
            lines = File.Exists(AccountsFile) ? File.ReadAllLines(AccountsFile) : [];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            lines = [];
        }

        foreach (var line in lines)
        {
            if (line.Split(':') is [var name, _, var text, ..]
                && uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                yield return (name, number);
            }
        }
    }
}
