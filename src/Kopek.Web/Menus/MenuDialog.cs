using Kopek.Books.Menus;

namespace Kopek.Web.Menus;

/// <summary>Takes a walk one step on: reads the digits by the rules of the menu, has the desks answer, and keeps what is shown.</summary>
internal sealed class MenuDialog(MenuDesk desk, MenuPromise promise)
{
    public static MenuReply Begin(MenuSession session) => Show(session, MenuPlace.Root, session.Manner.Hint("root"));

    public async Task<MenuReply> Take(MenuSession session, string input)
    {
        var manner = session.Manner;
        switch (MenuFlow.Read(session.Place, input))
        {
            case MenuRequest.Root: return Begin(session);
            case MenuRequest.Show show: return await Answer(session, show.Choice).ConfigureAwait(false);
            case MenuRequest.TakePromisedPayment:
                return Told(session, await promise.Take(session.Line, $"{session.Key}\n{session.Line.Value}", manner).ConfigureAwait(false));
            case MenuRequest.SetLanguage set:
                desk.SetLanguage(session.Line, set.Language, $"{session.Key}\n{session.Input}");
                session.Manner = manner with { Language = set.Language };
                return Told(session, session.Manner.Text("language.done"));
            case MenuRequest.More:
                session.Page = (session.Page + 1) % session.Pages.Count;
                return Shown(session);
            case MenuRequest.End: return new MenuReply(manner.Text("end"), Ends: true, manner.Language);
            default:
                var shown = session.Text;
                Show(session, session.Place, manner.Join(manner.Text("not_understood"), shown));
                session.Text = shown;
                return Shown(session);
        }
    }

    private async Task<MenuReply> Answer(MenuSession session, MenuChoice choice)
    {
        var manner = session.Manner;
        switch (choice)
        {
            case MenuChoice.Language: return Show(session, MenuFlow.After(choice, isOffered: false), manner.Hint("language.ask"));
            case MenuChoice.PromisedPayment:
                var offer = await promise.Look(session.Line, manner).ConfigureAwait(false);
                return offer.IsOffered
                    ? Show(session, MenuFlow.After(choice, isOffered: true), manner.Join(offer.Text, manner.Hint("promise.ask")))
                    : Told(session, offer.Text);
            default: return Told(session, await desk.Answer(session.Line, session.Msisdn, choice, manner).ConfigureAwait(false));
        }
    }

    private static MenuReply Told(MenuSession session, string text) => Show(session, MenuPlace.Answer, session.Manner.Join(text, session.Manner.Hint("back")));

    private static MenuReply Show(MenuSession session, MenuPlace place, string text)
    {
        session.Place = place;
        session.Text = text;
        session.Page = 0;
        session.Pages = session.Manner.IsSpoken ? [text] : MenuPages.Of(text, session.Manner.Text("more"));
        return Shown(session);
    }

    private static MenuReply Shown(MenuSession session) => new(session.Pages[session.Page], Ends: false, session.Manner.Language);
}
