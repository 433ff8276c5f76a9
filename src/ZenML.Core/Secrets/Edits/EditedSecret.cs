namespace ZenML.Core.Secrets.Edits;

/// <summary>What an edit did. It has no values.</summary>
/// <param name="Secret">The secret after the edit.</param>
/// <param name="Keys">Its keys that were added, changed and removed; all of them are added if it is new.</param>
/// <param name="IsNew">Whether the edit created it.</param>
/// <param name="IsChanged">Whether anything was written. If not, the version is the one from before.</param>
public sealed record EditedSecret(SecretInfo Secret, KeyChanges Keys, bool IsNew, bool IsChanged);
