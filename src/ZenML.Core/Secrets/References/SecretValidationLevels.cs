using ZenML.Core.Errors;

namespace ZenML.Core.Secrets.References;

/// <summary>The written form of <see cref="SecretValidationLevel"/>.</summary>
public static class SecretValidationLevels
{
    /// <summary>The environment variable that chooses the level.</summary>
    public const string EnvironmentVariable = "ZENML_SECRET_VALIDATION_LEVEL";

    /// <summary>Reads a level; null means the default, <see cref="SecretValidationLevel.SecretAndKeyExists"/>.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.InvalidArgument"/>, naming the three levels.</exception>
    public static SecretValidationLevel Parse(string? text) => text switch
    {
        null or "SECRET_AND_KEY_EXISTS" => SecretValidationLevel.SecretAndKeyExists,
        "SECRET_EXISTS" => SecretValidationLevel.SecretExists,
        "NONE" => SecretValidationLevel.None,
        _ => throw new ZenException(ErrorCode.InvalidArgument,
            $"{EnvironmentVariable} must be SECRET_AND_KEY_EXISTS (the default), SECRET_EXISTS or NONE, not '{text}'."),
    };
}
