using ZenML.Client;
using ZenML.Core.Errors;
using ZenML.Core.Text;

namespace ZenML.Cli.Commands.Server;

/// <summary>Chooses where a person logs in at an identity provider, and shows the page.</summary>
/// <param name="context">What every command is given.</param>
/// <param name="usesBrowser">Whether to open a browser on this machine, if there is one.</param>
internal sealed class SingleSignOnChoice(CliContext context, bool usesBrowser)
{
    /// <summary>Chooses.</summary>
    /// <param name="offer">The single sign-on of the server; null if it has none, which the login reports.</param>
    /// <param name="onServer">The login on the page of the server, which has a button for the identity provider.</param>
    public ServerLogin Choose(SingleSignOnOffer? offer, ServerLogin onServer)
    {
        var open = usesBrowser ? context.Environment.FindBrowser() : null;
        if (open is null && offer is { HasDeviceLogin: false })
        {
            context.Writer.Say(
                $"{offer.Provider} has no login for machines without a browser. Log in on the page of the server instead, with the button "
                    + $"for {offer.Provider}.");
            return onServer;
        }

        return new ServerLogin.SingleSignOn(Show) { OpenBrowser = open };
    }

    private void Show(SingleSignOnPage page)
    {
        var address = page.Address.AbsoluteUri;
        if (page.IsOpen)
        {
            context.Writer.Say($"Log in at {page.Provider} in your browser. If it shows no page, open this one on this machine: {address}");
        }
        else if (page.UserCode is null)
        {
            context.Writer.Say($"Open this page in a browser on this machine, and log in at {page.Provider}: {address}");
        }
        else
        {
            context.Writer.Say(
                $"Open this page in a browser, on this machine or another, and log in at {page.Provider}: {address}");
            context.Writer.Say(page.HasCode
                ? MessageText.Of($"Check that the page shows the code {page.UserCode}.")
                : MessageText.Of($"Type the code {page.UserCode} there."));
        }

        context.Writer.Say($"Waiting for {Number.Of((long)Math.Ceiling(page.ExpiresIn.TotalMinutes), "minute")} ...");
        context.Progress.GoOn("Waiting for you to log in");
    }
}
