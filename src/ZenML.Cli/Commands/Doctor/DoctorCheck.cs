using ZenML.Core.Errors;

namespace ZenML.Cli.Commands.Doctor;

/// <summary>One line of <c>zenml doctor</c>.</summary>
/// <param name="Name">What was checked.</param>
/// <param name="Status">The result.</param>
/// <param name="Message">What was found and, unless it is ok, what to do.</param>
internal sealed record DoctorCheck(string Name, DoctorStatus Status, string Message)
{
    /// <summary>The word of the status.</summary>
    public string Word => Status switch
    {
        DoctorStatus.Ok => "ok",
        DoctorStatus.Warning => "warning",
        _ => "error",
    };

    /// <summary>Nothing is wrong.</summary>
    public static DoctorCheck Ok(string name, MessageText message) => new(name, DoctorStatus.Ok, message.ToString());

    /// <summary>There is something to know.</summary>
    public static DoctorCheck Warning(string name, MessageText message) => new(name, DoctorStatus.Warning, message.ToString());

    /// <summary>Something is wrong.</summary>
    public static DoctorCheck Error(string name, MessageText message) => new(name, DoctorStatus.Error, message.ToString());

    /// <summary>Something is wrong, in words that are a message already.</summary>
    public static DoctorCheck Failed(string name, string message) => new(name, DoctorStatus.Error, message);
}
