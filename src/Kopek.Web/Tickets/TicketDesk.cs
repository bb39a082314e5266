using Kopek.Books.Diagnosis.Texts;
using Kopek.Books.Notices;
using Kopek.Books.Storage;
using Kopek.Books.Tickets;
using Kopek.Core;
using Kopek.Core.Lines;
using Kopek.Core.Notices;
using Kopek.Core.Plans;
using Kopek.Core.Roaming;

namespace Kopek.Web.Tickets;

/// <summary>The one way to tickets, for the holder's pages, the counter and the API: what the operator promises, and that the holder is told of an answer. The host owns the stores.</summary>
public sealed class TicketDesk(TicketStore store, NoticeStore notices, Func<Catalogue> catalogue, TimeProvider time)
{
    public TicketStore Store => store;
    public Moment Now => new(time.GetUtcNow().ToUnixTimeMilliseconds());

    /// <summary>What the operator promises now.</summary>
    public SupportTerms Terms(string operatorCode) => Operator(operatorCode)?.Support ?? SupportTerms.Default;

    public OperatorTerms? Operator(string operatorCode) => catalogue().At(Now).FindOperator(operatorCode);

    /// <summary>
    /// Adds an entry. After an answer the holder is told that there is one, not what it says; a repeat tells it again where a crash came between, and never twice.
    /// </summary>
    public TicketChange Add(TicketScope which, TicketEntryKind kind, string by, string text, TicketKey key)
    {
        var within = store.Find(which) is { } ticket ? Terms(ticket.Operator).AnswerWithin : TimeSpan.Zero;
        var change = store.Add(which, kind, by, text, within, key, Now);
        var answered = kind != TicketEntryKind.Answered ? null : (change as TicketChange.Done)?.Ticket ?? (change as TicketChange.Repeated)?.Ticket;
        if (answered is not null)
        {
            Tell(answered);
        }

        return change;
    }

    /// <summary>The words for the diagnosis of a ticket in a language.</summary>
    public DiagnosisTexts Texts(Ticket ticket, NoticeLanguage language)
    {
        ArgumentNullException.ThrowIfNull(ticket);
        var terms = Operator(ticket.Operator);
        return new DiagnosisTexts(language, terms?.Hotline ?? "", terms?.CurrencyCode ?? "", ticket.Diagnosis.Zone, ticket.Diagnosis.HoldHours);
    }

    /// <summary>The answer is durable already: notices that cannot be written now must not make support send it again.</summary>
    private void Tell(Ticket ticket)
    {
        try
        {
            var about = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{ticket.Number}:{ticket.Entries.Count}");
            notices.Tell(ticket.Line, new Notice.SupportAnswered(about, ticket.Number.ToString()), ticket.Diagnosis.Zone, Operator(ticket.Operator)?.CurrencyCode ?? "RUB", Now);
        }
        catch (BooksException)
        {
            // The holder sees it on his pages.
        }
    }
}
