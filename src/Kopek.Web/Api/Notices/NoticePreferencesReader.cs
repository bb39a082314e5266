using System.Text.Json;
using System.Text.Unicode;
using Kopek.Books.Notices.Texts;
using Kopek.Core;
using Kopek.Core.Notices;
using Kopek.Web.Api.Amounts;
using Kopek.Web.Api.Problems;

namespace Kopek.Web.Api.Notices;

/// <summary>
/// Reads what a holder wants, strictly: a member that is not known is refused, because a misspelled wish is a wish that is not kept. What is left out
/// becomes as it is for a line without wishes.
/// </summary>
internal static class NoticePreferencesReader
{
    private const string Members = "language, lowBalance, quietHours, urgentInQuietHours, email, sms";

    /// <summary>Null where <paramref name="wanted"/> is what the body says; <paramref name="currency"/> is that of the amounts in it, null where there are none.</summary>
    public static Problem? Read(ReadOnlySpan<byte> json, NoticePreferences unset, out NoticePreferences wanted, out string? currency)
    {
        wanted = unset;
        currency = null;
        if (!Utf8.IsValid(json))
        {
            return new Problem(ProblemKinds.MalformedJson, "The body is not UTF-8. Send JSON in UTF-8.");
        }

        try
        {
            var reader = new Utf8JsonReader(json);
            return ReadObject(ref reader, ref wanted, ref currency);
        }
        catch (JsonException malformed)
        {
            return new Problem(ProblemKinds.MalformedJson,
                $"The body is not JSON: line {malformed.LineNumber + 1}, byte {malformed.BytePositionInLine + 1}. Send one JSON object.");
        }
        catch (InvalidOperationException)
        {
            // An escaped half of a surrogate pair is no text.
            return new Problem(ProblemKinds.MalformedJson, "The body holds an escape that is no character. Send one JSON object.");
        }
    }

    private static Problem? ReadObject(ref Utf8JsonReader reader, ref NoticePreferences wanted, ref string? currency)
    {
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            return new Problem(ProblemKinds.MalformedJson, $"The body is not a JSON object. Send one with some of {Members}.");
        }

        var seen = new HashSet<string>();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var member = reader.GetString()!;
            if (!seen.Add(member))
            {
                return new Problem(ProblemKinds.DuplicateMember, "Which of the two is meant is not to be guessed. Send it once.") { Member = Shown(member) };
            }

            reader.Read();
            if (ReadMember(ref reader, member, ref wanted, ref currency) is { } wrong)
            {
                return wrong;
            }
        }

        return reader.Read() ? new Problem(ProblemKinds.MalformedJson, "Something follows the JSON object. Send one object.") : null;
    }

    private static Problem? ReadMember(ref Utf8JsonReader reader, string member, ref NoticePreferences wanted, ref string? currency)
    {
        switch (member)
        {
            case "language":
                if (Text(ref reader) is not { } tag || NoticeTexts.Language(tag) is not { } language)
                {
                    return Invalid(member, $"It is one of {string.Join(", ", Enum.GetValues<NoticeLanguage>().Select(NoticeTexts.Tag))}.");
                }

                wanted = wanted with { Language = language };
                return null;
            case "lowBalance": return ReadThresholds(ref reader, ref wanted, ref currency);
            case "quietHours": return ReadQuietHours(ref reader, ref wanted);
            case "email":
                var email = reader.TokenType == JsonTokenType.Null ? null : Text(ref reader) ?? "";
                wanted = wanted with { Email = email };
                return email is null || NoticePreferences.IsEmail(email) ? null : Invalid(member, "It is no address that mail can go to. Send null for no e-mail.");
            case "urgentInQuietHours" or "sms" when reader.TokenType is not (JsonTokenType.True or JsonTokenType.False): return Invalid(member, "It is true or false.");
            case "urgentInQuietHours": wanted = wanted with { WakesForService = reader.GetBoolean() }; return null;
            case "sms": wanted = wanted with { Sms = reader.GetBoolean() }; return null;
            default: return new Problem(ProblemKinds.UnknownMember, $"This route knows only {Members}. Check the spelling; nothing was done.") { Member = Shown(member) };
        }
    }

    private static Problem? ReadThresholds(ref Utf8JsonReader reader, ref NoticePreferences wanted, ref string? currency)
    {
        const string Name = "lowBalance";
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            return Invalid(Name, "It is an array of amounts; an empty one for no such notice.");
        }

        var thresholds = new SortedSet<Money>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (AmountReader.Read(ref reader, out var amount, out var own) is { } wrong)
            {
                return wrong with { Member = $"{Name}.{wrong.Member}" };
            }

            if (currency is not null && currency != own)
            {
                return Invalid(Name, "All amounts are in the line's one currency.");
            }

            currency = own;
            thresholds.Add(amount);
            if (thresholds.Count > NoticePreferences.MostThresholds)
            {
                return Invalid(Name, $"A line has at most {NoticePreferences.MostThresholds} thresholds.");
            }
        }

        wanted = wanted with { LowBalance = [.. thresholds.Reverse()] };
        return null;
    }

    private static Problem? ReadQuietHours(ref Utf8JsonReader reader, ref NoticePreferences wanted)
    {
        const string Name = "quietHours";
        const string Shape = "It is {\"from\":\"22:00\",\"until\":\"08:00\"}, two different times in the line's time zone; null for no quiet hours.";
        if (reader.TokenType == JsonTokenType.Null)
        {
            wanted = wanted with { Quiet = null };
            return null;
        }

        int? from = null;
        int? until = null;
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return Invalid(Name, Shape);
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isFrom = reader.ValueTextEquals("from"u8);
            var isKnown = isFrom || reader.ValueTextEquals("until"u8);
            reader.Read();
            if (!isKnown || (isFrom ? from : until) is not null || QuietHoursView.Minute(Text(ref reader)) is not { } minute)
            {
                return Invalid(Name, Shape);
            }

            from = isFrom ? minute : from;
            until = isFrom ? until : minute;
        }

        var quiet = new QuietHours(from ?? -1, until ?? -1);
        wanted = wanted with { Quiet = quiet };
        return quiet.IsValid ? null : Invalid(Name, Shape);
    }

    private static string? Text(ref Utf8JsonReader reader) => reader.TokenType == JsonTokenType.String ? reader.GetString() : null;

    private static Problem Invalid(string member, string detail) => new(ProblemKinds.MemberInvalid, detail) { Member = member };

    private static string Shown(string name) => name.Length <= 64 ? name : name[..64];
}
