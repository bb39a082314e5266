using Kopek.Core;
using Kopek.Core.Lines;
using Kopek.Core.Notices;

namespace Kopek.Books.Notices;

/// <summary>What became of a notice on one channel. The API shows the name in snake case. Stored: never renumber.</summary>
public enum NoticeState : byte
{
    /// <summary>To be sent, now or when quiet hours or a pause of the channel end.</summary>
    Waiting = 1,

    /// <summary>The intent: it is on its way, and nobody knows yet whether it arrived.</summary>
    Sending = 2,

    /// <summary>The SMS centre or mail server took it.</summary>
    Sent = 3,

    /// <summary>The SMS centre reported that the handset has it.</summary>
    Delivered = 4,

    /// <summary>The SMS centre reported that the handset never got it.</summary>
    Undelivered = 5,

    /// <summary>The SMS centre or mail server refused it for good.</summary>
    Refused = 6,

    /// <summary>It was never tried, for a named reason.</summary>
    NotSent = 7,

    /// <summary>It was tried and the outcome was never learned (a crash, a lost connection): perhaps it arrived. It is not sent again.</summary>
    Unknown = 8,

    /// <summary>What it said was over before it could be said.</summary>
    Withdrawn = 9,
}

/// <summary>Why a notice is where it is. Stable codes.</summary>
public static class NoticeReasons
{
    public const string NoChannel = "no_channel_configured";
    public const string NoNumber = "no_number";
    public const string NoAddress = "no_address";
    public const string TooOld = "too_old";
    public const string TooMany = "too_many";
    public const string Overtaken = "overtaken";
    public const string ReceiptComing = "receipt_coming";
    public const string Interrupted = "interrupted";
}

/// <summary>A notice on one channel, as the record has it.</summary>
/// <param name="NotBefore">When it may go out, or is tried again.</param>
/// <param name="Changed">When it came into its state.</param>
public sealed record NoticeRecord(long Id, LineId Line, NoticeKind Kind, NoticeChannel Channel, NoticeLanguage Language, Moment Made, Moment NotBefore,
    NoticeState State, int Attempts, Moment Changed, string Subject, string Text, string? Reason);

/// <summary>A page of the record, the newest first. <paramref name="Next"/>: where the next page begins; null at the end.</summary>
public sealed record NoticePage(IReadOnlyList<NoticeRecord> Notices, long? Next);

/// <summary>A notice whose intent is stored: it is now sent, once.</summary>
/// <param name="Key">The same for this notice for ever: what a receiver may know it by.</param>
/// <param name="Email">The address; null on every other channel.</param>
public sealed record OutgoingNotice(long Id, string Key, LineId Line, NoticeKind Kind, NoticeChannel Channel, NoticeLanguage Language, string? Email, string Subject, string Text, int Attempts)
{
    /// <summary>What it is about (<see cref="Notice.Occasion"/>); empty for what is no notice.</summary>
    public string Occasion { get; init; } = "";
}

/// <summary>What came of sending. A closed set.</summary>
public abstract record SendOutcome
{
    private SendOutcome()
    {
    }

    /// <summary>The other side took it. <paramref name="Reference"/>: its name there, for receipts.</summary>
    public sealed record Accepted(string? Reference) : SendOutcome;

    /// <summary>The other side will never take it.</summary>
    public sealed record Refused(string Reason) : SendOutcome;

    /// <summary>The other side surely has not taken it: it is sent again after a while.</summary>
    public sealed record Later(string Reason, TimeSpan After) : SendOutcome;

    /// <summary>Nobody knows whether the other side took it.</summary>
    public sealed record Unknown(string Reason) : SendOutcome;

    /// <summary>It was not tried.</summary>
    public sealed record NotTried(string Reason) : SendOutcome;
}
