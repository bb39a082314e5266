using System.Buffers;

namespace Kopek.Core.Notices;

/// <summary>How the holder of a line wants to be told. A line without its own has <see cref="Default"/>.</summary>
public sealed record NoticePreferences
{
    /// <summary>Thresholds of one line: more would be a message at every step.</summary>
    public const int MostThresholds = 5;

    /// <summary>RFC 5321 4.5.3.1.3: a path of 256 octets with its brackets.</summary>
    public const int LongestEmail = 254;

    private const int LongestLocalPart = 64; // RFC 5321 4.5.3.1.1

    private static readonly SearchValues<char> NotInAddresses = SearchValues.Create("\"(),:;<>[]\\");

    public static NoticePreferences Default { get; } = new();

    public NoticeLanguage Language { get; init; } = NoticeLanguage.Chinese;

    /// <summary>Told when the balance falls below one of these; the largest first, none twice. 50.00 unless the holder says otherwise.</summary>
    public IReadOnlyList<Money> LowBalance { get; init; } = [Money.FromRubles(50)];

    /// <summary>Null: notices come at any hour. 22:00 to 08:00 unless the holder says otherwise.</summary>
    public QuietHours? Quiet { get; init; } = new QuietHours(22 * 60, 8 * 60);

    /// <summary>Being cut off, at home or by the cap on roaming, and being back online is told in quiet hours too.</summary>
    public bool WakesForService { get; init; }

    /// <summary>Null: no e-mail.</summary>
    public string? Email { get; init; }

    public bool Sms { get; init; } = true;

    public IEnumerable<NoticeChannel> Channels()
    {
        if (Sms)
        {
            yield return NoticeChannel.Sms;
        }

        if (Email is not null)
        {
            yield return NoticeChannel.Email;
        }
    }

    /// <summary>When a notice may go out that is ready at <paramref name="at"/>: then, or when the line's quiet hours end.</summary>
    public Moment Release(NoticeKind kind, string zone, Moment at) =>
        Quiet is not { } quiet || (WakesForService && kind is NoticeKind.CutOff or NoticeKind.BackOnline or NoticeKind.RoamingCapReached) ? at : quiet.Release(zone, at);

    /// <summary>
    /// An address that a mail server may know: one @, printable ASCII without spaces, quotes, brackets or commas. Internationalised addresses are not
    /// taken (RFC 6531 needs the whole way to know them).
    /// </summary>
    public static bool IsEmail(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var at = text.IndexOf('@', StringComparison.Ordinal);
        return text.Length <= LongestEmail && at is > 0 and <= LongestLocalPart && at == text.LastIndexOf('@') && at < text.Length - 1
            && !text.AsSpan().ContainsAnyExceptInRange('!', '~') && !text.AsSpan().ContainsAny(NotInAddresses)
            && text[0] != '.' && text[at - 1] != '.' && text[at + 1] is not ('.' or '-') && text[^1] is not ('.' or '-') && !text.Contains("..", StringComparison.Ordinal);
    }
}
