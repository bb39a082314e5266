using Kopek.Core;

namespace Kopek.Books.Partners;

/// <summary>Where a callback goes, and so in which shape. Stored.</summary>
public enum CallbackKind : byte
{
    /// <summary>The callback_url of one DVS transaction: the transaction as DVS shows it.</summary>
    Transaction = 1,

    /// <summary>The partner's endpoint: our own event.</summary>
    Endpoint = 2,
}

/// <summary>What became of a callback. Stored.</summary>
public enum CallbackState : byte
{
    Waiting = 1,

    /// <summary>The intent is stored; the partner may have it or not.</summary>
    Sending = 2,
    Delivered = 3,

    /// <summary>Tried as often as it is, or the partner wants no more: it is shown, and the partner can look the transaction up.</summary>
    GivenUp = 4,
}

/// <summary>One thing that a partner is to be told, and how far that came.</summary>
/// <param name="Outcome">The transaction's, as it is told: what comes later is another callback.</param>
/// <param name="Attempts">Made so far, this one included where it is being sent.</param>
/// <param name="Answer">What came back last ("http_500", "timeout"); null before.</param>
public sealed record Callback(long Id, long Transaction, TransactionStatus Outcome, CallbackKind Kind, string Partner, string Url, CallbackState State, int Attempts,
    Moment NotBefore, Moment MadeAt, Moment ChangedAt, string? Answer)
{
    /// <summary>The same for every attempt: what receivers know a repeat by.</summary>
    public string MessageId => $"msg_{Transaction}_{(int)Outcome}_{(int)Kind}";
}
