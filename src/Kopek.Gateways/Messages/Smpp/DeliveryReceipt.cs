using System.Text.RegularExpressions;

namespace Kopek.Gateways.Messages.Smpp;

/// <summary>
/// What became of a message: from the parameters receipted_message_id and message_state (SMPP 3.4 5.3.2.12, 5.3.2.35), else from the text of
/// appendix B, "id:… sub:… dlvrd:… submit date:… done date:… stat:DELIVRD err:… text:…".
/// </summary>
/// <param name="IsDelivered">Null while it is still under way.</param>
/// <param name="State">The word of appendix B in small letters.</param>
internal sealed partial record DeliveryReceipt(string MessageId, bool? IsDelivered, string State)
{
    private static readonly string[] States = ["", "enroute", "delivrd", "expired", "deleted", "undeliv", "acceptd", "unknown", "rejectd"];

    public static DeliveryReceipt? Of(string text, string? id, byte? state)
    {
        var word = state is { } known && known < States.Length ? States[known] : Stat().Match(text).Groups["stat"].Value;
        var name = id ?? Id().Match(text).Groups["id"].Value;
        return name.Length is 0 or >= SmppLimits.MessageIdOctets || word.Length == 0 ? null : new DeliveryReceipt(name, IsFinal(word), word.ToLowerInvariant());
    }

    private static bool? IsFinal(string word) => word.ToUpperInvariant() switch
    {
        "DELIVRD" => true,
        "EXPIRED" or "DELETED" or "UNDELIV" or "REJECTD" => false,
        _ => null,
    };

    [GeneratedRegex(@"(?:^|\s)id:(?<id>[^\s]{1,64})", RegexOptions.IgnoreCase)]
    private static partial Regex Id();

    [GeneratedRegex(@"\bstat:(?<stat>[A-Za-z]{1,7})", RegexOptions.IgnoreCase)]
    private static partial Regex Stat();
}
