namespace ZenML.Server.Identity;

/// <summary>An issuer could not be read, or said something that it must not. The message is a sentence for administrators.</summary>
internal sealed class IssuerFailure(string message, Exception? innerException = null) : Exception(message, innerException);
