using System.Diagnostics;
using System.Text.Json;
using System.Text.Unicode;
using Kopek.Web.Api.Amounts;
using Kopek.Web.Api.Problems;

namespace Kopek.Web.Api.Bodies;

/// <summary>
/// Reads a command's JSON strictly: a member that is not known is refused and not ignored, because a misspelled member of an order for money is a
/// mistake of somebody. No reflection, and for a top-up no garbage.
/// </summary>
internal static class CommandBodyReader
{
    /// <summary>Characters of one text: the longest that we know is an IANA zone.</summary>
    public const int LongestText = 64;

    private static readonly (BodyMembers Member, string Name)[] Names =
        [.. Enum.GetValues<BodyMembers>().Where(member => member != BodyMembers.None).Select(member => (member, char.ToLowerInvariant(member.ToString()[0]) + member.ToString()[1..]))];

    /// <summary>Null where the body is as it should be.</summary>
    public static Problem? Read(ReadOnlySpan<byte> json, BodyMembers allowed, BodyMembers required, ref CommandBody body)
    {
        if (json.IsEmpty && required == BodyMembers.None)
        {
            return null;
        }

        if (!Utf8.IsValid(json))
        {
            return new Problem(ProblemKinds.MalformedJson, "The body is not UTF-8. Send JSON in UTF-8.");
        }

        try
        {
            var reader = new Utf8JsonReader(json);
            return ReadObject(ref reader, allowed, ref body) ?? Missing(required & ~body.Present);
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

    internal static string NameOf(BodyMembers member) => Array.Find(Names, known => known.Member == member).Name;

    private static Problem? ReadObject(ref Utf8JsonReader reader, BodyMembers allowed, ref CommandBody body)
    {
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            return new Problem(ProblemKinds.MalformedJson, "The body is not a JSON object. Send one, like {\"amount\":{\"value\":50000,\"currency\":\"RUB\"}}.");
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var member = MemberOf(ref reader);
            if (member == BodyMembers.None || !allowed.HasFlag(member))
            {
                return new Problem(ProblemKinds.UnknownMember, $"This route knows only {List(allowed)}. Check the spelling; nothing was done.") { Member = Shown(reader.GetString()) };
            }

            if (body.Present.HasFlag(member))
            {
                return new Problem(ProblemKinds.DuplicateMember, "Which of the two is meant is not to be guessed. Send it once.") { Member = NameOf(member) };
            }

            body.Present |= member;
            reader.Read();
            if (ReadValue(ref reader, member, ref body) is { } wrong)
            {
                return wrong;
            }
        }

        // Sees what follows the object.
        return reader.Read() ? new Problem(ProblemKinds.MalformedJson, "Something follows the JSON object. Send one object.") : null;
    }

    private static Problem? ReadValue(ref Utf8JsonReader reader, BodyMembers member, ref CommandBody body)
    {
        if (member == BodyMembers.Amount)
        {
            var problem = AmountReader.Read(ref reader, out var amount, out var currency);
            (body.Amount, body.Currency) = (amount, currency);
            return problem;
        }

        // Null stands for "not given" where the member is optional, as generated clients send it.
        if (reader.TokenType == JsonTokenType.Null)
        {
            body.Present &= ~member;
            return null;
        }

        if (reader.TokenType != JsonTokenType.String || reader.ValueSpan.Length > LongestText * 6)
        {
            return NotText(member);
        }

        var text = reader.GetString()!;
        return text.Length is 0 or > LongestText ? NotText(member) : Set(ref body, member, text);
    }

    private static Problem? Set(ref CommandBody body, BodyMembers member, string text)
    {
        switch (member)
        {
            case BodyMembers.Pack: body.Pack = text; break;
            case BodyMembers.Plan: body.Plan = text; break;
            case BodyMembers.When: body.When = text; break;
            case BodyMembers.Msisdn: body.Msisdn = text; break;
            case BodyMembers.Imsi: body.Imsi = text; break;
            case BodyMembers.Iccid: body.Iccid = text; break;
            case BodyMembers.TimeZone: body.TimeZone = text; break;
            case BodyMembers.Region: body.Region = text; break;
            case BodyMembers.Reason: body.Reason = text; break;
            default: throw new UnreachableException($"{member} is no text.");
        }

        return null;
    }

    private static BodyMembers MemberOf(ref Utf8JsonReader reader)
    {
        foreach (var (member, name) in Names)
        {
            if (reader.ValueTextEquals(name))
            {
                return member;
            }
        }

        return BodyMembers.None;
    }

    private static Problem? Missing(BodyMembers missing)
    {
        foreach (var (member, name) in Names)
        {
            if (missing.HasFlag(member))
            {
                return new Problem(ProblemKinds.MemberMissing, $"The body must have {List(missing)}.") { Member = name };
            }
        }

        return null;
    }

    private static Problem NotText(BodyMembers member) =>
        new(ProblemKinds.MemberInvalid, $"It is a text of 1 to {LongestText} characters.") { Member = NameOf(member) };

    private static string List(BodyMembers members)
    {
        var names = Names.Where(known => members.HasFlag(known.Member)).Select(known => known.Name).ToList();
        return names.Count == 0 ? "an empty object" : string.Join(", ", names);
    }

    private static string Shown(string? name) => name is null ? "" : name.Length <= LongestText ? name : name[..LongestText];
}
