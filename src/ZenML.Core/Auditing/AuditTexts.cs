namespace ZenML.Core.Auditing;

/// <summary>The names of actions and outcomes in lists, filters and the database.</summary>
public static class AuditTexts
{
    private static readonly Dictionary<AuditAction, string> Actions = new()
    {
        [AuditAction.Create] = "create", [AuditAction.Update] = "update", [AuditAction.Delete] = "delete", [AuditAction.Read] = "read",
        [AuditAction.Login] = "login", [AuditAction.Logout] = "logout", [AuditAction.LoginAfterReset] = "login_after_reset",
        [AuditAction.Activate] = "activate", [AuditAction.Deactivate] = "deactivate",
        [AuditAction.ConfirmReset] = "confirm_reset", [AuditAction.ReleaseSecrets] = "release_secrets",
        [AuditAction.ChangePassword] = "change_password", [AuditAction.Rotate] = "rotate", [AuditAction.Verify] = "verify",
        [AuditAction.IssueToken] = "issue_token", [AuditAction.ClockJump] = "clock_jump",
        [AuditAction.Undelete] = "undelete", [AuditAction.Purge] = "purge",
    };

    private static readonly Dictionary<AuditOutcome, string> Outcomes = new()
    {
        [AuditOutcome.Success] = "success", [AuditOutcome.Refused] = "refused", [AuditOutcome.Failed] = "failed",
    };

    /// <summary>The names of all actions.</summary>
    public static IReadOnlyList<string> ActionWords { get; } = [.. Actions.Values];

    /// <summary>The names of all outcomes.</summary>
    public static IReadOnlyList<string> OutcomeWords { get; } = [.. Outcomes.Values];

    /// <summary>The name of an action.</summary>
    public static string Text(this AuditAction action) => Actions[action];

    /// <summary>The name of an outcome.</summary>
    public static string Text(this AuditOutcome outcome) => Outcomes[outcome];

    /// <summary>Parses the name of an action.</summary>
    /// <exception cref="FormatException">There is no such action.</exception>
    public static AuditAction ParseAction(string text) => Find(Actions, text);

    /// <summary>Parses the name of an outcome.</summary>
    /// <exception cref="FormatException">There is no such outcome.</exception>
    public static AuditOutcome ParseOutcome(string text) => Find(Outcomes, text);

    private static TValue Find<TValue>(Dictionary<TValue, string> texts, string text)
        where TValue : struct
    {
        foreach (var (value, word) in texts)
        {
            if (word == text)
            {
                return value;
            }
        }

        throw new FormatException("Unknown name in the audit log.");
    }
}
