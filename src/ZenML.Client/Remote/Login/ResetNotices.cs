using System.Globalization;
using ZenML.Client.Remote.Http;
using ZenML.Client.Remote.Wire;
using ZenML.Core.Accounts.Credentials;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Errors;
using ZenML.Core.Resources;
using ZenML.Core.Text;
using ZenML.Protocol.Extensions;

namespace ZenML.Client.Remote.Login;

/// <summary>Informs the owner of an account about password resets. ZenML's own server does not report them.</summary>
internal static class ResetNotices
{
    private const string Advice = "If you did not request this, someone else may have read your private secrets.";

    private const string Hidden =
        "Your private secrets are hidden. To see them again: zenml user confirm-reset. If you no longer know the password from before "
        + "the reset, ask an administrator.";

    /// <summary>Returns the resets of the caller's password, newest first.</summary>
    public static async Task<IReadOnlyList<PasswordReset>> ReadAsync(
        ServerConnection connection, Id<User> account, CancellationToken cancellationToken)
    {
        if (!await connection.HasExtensionsAsync(ExtensionPaths.WithPasswordResets, cancellationToken))
        {
            return [];
        }

        var resets = await connection.GetAsync(ExtensionPaths.PasswordResets, cancellationToken);
        return [.. resets.Items.Select(item => Read(item, account))];
    }

    /// <summary>Formats warnings about resets.</summary>
    public static IEnumerable<string> Describe(IReadOnlyList<PasswordReset> resets) => resets.Select((reset, index) =>
    {
        var administrator = reset.AdministratorName.Length == 0 ? "An administrator"
            : MessageText.Of($"The administrator '{reset.AdministratorName}'");
        var time = reset.Completed.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        var logins = $"there {(reset.Logins == 1 ? "was" : "were")} {Number.Of(reset.Logins, "login")}";
        return index == 0
            ? $"{administrator} reset this account's password on {time} UTC; {logins} since, including this one. {AdviceFor(reset)}"
            : $"{administrator} also reset the password on {time} UTC; {logins} until the next reset.";
    });

    private static string AdviceFor(PasswordReset reset) => reset switch
    {
        { HidesSecrets: true } => Hidden,
        { ReleasedBy: { } administrator } =>
            MessageText.Of($"The administrator '{administrator}' released your private secrets. {Advice:raw}"),
        _ => Advice,
    };

    private static PasswordReset Read(WireValue value, Id<User> account) => new()
    {
        Id = new(value["id"].Uuid),
        User = account,
        AdministratorName = value["administrator"].Text,
        Completed = value["completed"].Time,
        Logins = value["logins"].Integer,
        HidesSecrets = value.Find("hides_secrets")?.Boolean ?? false,
        ReleasedBy = value.Find("released_by")?.Text,
    };
}
