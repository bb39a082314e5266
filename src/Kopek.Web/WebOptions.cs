using Kopek.Books.Notices;
using Kopek.Books.Statements;
using Kopek.Core.Diagnosis;
using Kopek.Engine;
using Kopek.Web.Api.Access;
using Kopek.Web.Care.SignIns;
using Kopek.Web.Receipts;
using Kopek.Web.Tickets;

namespace Kopek.Web;

/// <summary>What the HTTP edge works with. The host owns all of it.</summary>
public sealed record WebOptions
{
    public required ChargingEngine Engine { get; init; }
    public required BooksTail Books { get; init; }
    public required NoticeStore Notices { get; init; }
    public required NoticeTail NoticeTail { get; init; }
    public required WebPayments Payments { get; init; }

    /// <summary>Receipts, their public pages and disputes; null where the host has none.</summary>
    public ReceiptDesk? Receipts { get; init; }

    /// <summary>What holders write to support; null where the host has none.</summary>
    public TicketDesk? Tickets { get; init; }

    /// <summary>What one address sends to support in an hour: a family with a bad day, and no one who fills the desk.</summary>
    public int TicketFormsPerHour { get; init; } = 20;

    /// <summary>What holders sign in with; null where the host lets none.</summary>
    public HolderSignIns? SignIns { get; init; }

    /// <summary>Holders who are signed in; null for those of <see cref="SignIns"/>.</summary>
    public IHolderSessions? HolderSessions { get; init; }

    /// <summary>Codes that one address asks for in 15 minutes, for whichever numbers: a family in one hotel, and no one who makes phones ring.</summary>
    public int CodesPerAddress { get; init; } = 20;

    /// <summary>Forms of the holder's pages that one address sends in a minute: a family at a hotel's counter, and no one who tries numbers.</summary>
    public int CareFormsPerMinute { get; init; } = 30;

    /// <summary>What the operators keep about shutdowns, outages, access points and the cooling period, as of now.</summary>
    public Func<NetworkConditions> Conditions { get; init; } = static () => NetworkConditions.None;
    public OperatorToken Token { get; init; } = OperatorToken.None;

    /// <summary>Of gateways that ask for the menus (USSD, SMS, hotline); without one only this machine is served, where the API is for this machine only.</summary>
    public OperatorToken MenuToken { get; init; } = OperatorToken.None;
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
