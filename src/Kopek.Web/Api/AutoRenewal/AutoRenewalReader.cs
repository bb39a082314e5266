using System.Text.Json;
using System.Text.Unicode;
using Kopek.Core;
using Kopek.Core.Mandates;
using Kopek.Core.Orders;
using Kopek.Web.Api.Amounts;
using Kopek.Web.Api.Problems;

namespace Kopek.Web.Api.AutoRenewal;

/// <summary>Reads wished settings, strictly: a rule that is misspelled would be money that is not paid in. Bounds are not looked at here.</summary>
internal static class AutoRenewalReader
{
    private const string Members = "rules, monthlyCap, methodFromOrder, method";
    private const string RuleMembers = "belowBalance, onDay, beforeRenewal";

    /// <summary>Null where <paramref name="body"/> is what was sent.</summary>
    public static Problem? Read(ReadOnlySpan<byte> json, out AutoRenewalBody body)
    {
        body = new AutoRenewalBody();
        if (!Utf8.IsValid(json))
        {
            return new Problem(ProblemKinds.MalformedJson, "The body is not UTF-8. Send JSON in UTF-8.");
        }

        try
        {
            var reader = new Utf8JsonReader(json);
            return ReadBody(ref reader, ref body);
        }
        catch (JsonException malformed)
        {
            return new Problem(ProblemKinds.MalformedJson,
                $"The body is not JSON: line {malformed.LineNumber + 1}, byte {malformed.BytePositionInLine + 1}. Send one JSON object.");
        }
        catch (InvalidOperationException)
        {
            return new Problem(ProblemKinds.MalformedJson, "The body holds an escape that is no character. Send one JSON object.");
        }
    }

    private static Problem? ReadBody(ref Utf8JsonReader reader, ref AutoRenewalBody body)
    {
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            return new Problem(ProblemKinds.MalformedJson, $"The body is not a JSON object. Send one with {Members}.");
        }

        var seen = new HashSet<string>();
        while (Next(ref reader, seen, "", out var member, out var problem))
        {
            problem ??= member switch
            {
                "rules" => ReadRules(ref reader, ref body),
                "monthlyCap" => ReadCap(ref reader, ref body),
                "method" when Text(ref reader) is AutoRenewalBody.NoMethod or AutoRenewalBody.KeepMethod => Keep(ref body, body with { Method = Text(ref reader) }),
                "method" => Invalid(member, "It is none (nothing is charged) or keep (what is bound stays). Send methodFromOrder to bind what an order was paid with."),
                "methodFromOrder" when OrderId.TryParse(Text(ref reader), out _) => Keep(ref body, body with { MethodFromOrder = Text(ref reader) }),
                "methodFromOrder" => Invalid(member, "It is the id of a top-up order: 32 hexadecimal digits."),
                _ => Unknown(member, Members),
            };
            if (problem is not null)
            {
                return problem;
            }
        }

        if (reader.Read())
        {
            return new Problem(ProblemKinds.MalformedJson, "Something follows the JSON object. Send one object.");
        }

        return !seen.Contains("rules") ? new Problem(ProblemKinds.MemberMissing, $"Say when: one or more of {RuleMembers}.") { Member = "rules" }
            : body.Method is null == body.MethodFromOrder is null ? new Problem(ProblemKinds.MemberMissing, "Send either methodFromOrder, or method: none or keep.") { Member = "method" }
            : null;
    }

    private static Problem? ReadRules(ref Utf8JsonReader reader, ref AutoRenewalBody body)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return Invalid("rules", $"It is an object with one or more of {RuleMembers}.");
        }

        var seen = new HashSet<string>();
        while (Next(ref reader, seen, "rules.", out var member, out var problem))
        {
            problem ??= reader.TokenType == JsonTokenType.Null && member is "belowBalance" or "onDay" or "beforeRenewal" ? null : member switch
            {
                "belowBalance" => ReadBelowBalance(ref reader, ref body),
                "onDay" => ReadOnDay(ref reader, ref body),
                "beforeRenewal" => ReadBeforeRenewal(ref reader, ref body),
                _ => Unknown($"rules.{member}", RuleMembers),
            };
            if (problem is not null)
            {
                return problem;
            }
        }

        return null;
    }

    private static Problem? ReadBelowBalance(ref Utf8JsonReader reader, ref AutoRenewalBody body)
    {
        const string Shape = "It has a threshold and an amount.";
        var (threshold, amount) = (Money.Zero, Money.Zero);
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return Invalid("rules.belowBalance", Shape);
        }

        var seen = new HashSet<string>();
        while (Next(ref reader, seen, "rules.belowBalance.", out var member, out var problem))
        {
            problem ??= member switch
            {
                "threshold" => ReadAmount(ref reader, "rules.belowBalance.threshold", ref body, out threshold),
                "amount" => ReadAmount(ref reader, "rules.belowBalance.amount", ref body, out amount),
                _ => Unknown($"rules.belowBalance.{member}", "threshold, amount"),
            };
            if (problem is not null)
            {
                return problem;
            }
        }

        body = body with { BelowBalance = new BelowBalanceRule(threshold, amount) };
        return seen.Count == 2 ? null : new Problem(ProblemKinds.MemberMissing, Shape) { Member = "rules.belowBalance" };
    }

    private static Problem? ReadOnDay(ref Utf8JsonReader reader, ref AutoRenewalBody body)
    {
        const string Shape = "It has a day of the month, 1 to 28, and an amount.";
        var (day, amount) = (0, Money.Zero);
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return Invalid("rules.onDay", Shape);
        }

        var seen = new HashSet<string>();
        while (Next(ref reader, seen, "rules.onDay.", out var member, out var problem))
        {
            problem ??= member switch
            {
                "day" => ReadWhole(ref reader, "rules.onDay.day", Shape, out day),
                "amount" => ReadAmount(ref reader, "rules.onDay.amount", ref body, out amount),
                _ => Unknown($"rules.onDay.{member}", "day, amount"),
            };
            if (problem is not null)
            {
                return problem;
            }
        }

        body = body with { OnDay = new OnDayRule(day, amount) };
        return seen.Count == 2 ? null : new Problem(ProblemKinds.MemberMissing, Shape) { Member = "rules.onDay" };
    }

    private static Problem? ReadBeforeRenewal(ref Utf8JsonReader reader, ref AutoRenewalBody body)
    {
        const string Shape = "It has hours: how long before the plan's fee.";
        var hours = 0;
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return Invalid("rules.beforeRenewal", Shape);
        }

        var seen = new HashSet<string>();
        while (Next(ref reader, seen, "rules.beforeRenewal.", out var member, out var problem))
        {
            problem ??= member == "hours" ? ReadWhole(ref reader, "rules.beforeRenewal.hours", Shape, out hours) : Unknown($"rules.beforeRenewal.{member}", "hours");
            if (problem is not null)
            {
                return problem;
            }
        }

        body = body with { BeforeRenewal = new BeforeRenewalRule(TimeSpan.FromHours(hours)) };
        return seen.Count == 1 ? null : new Problem(ProblemKinds.MemberMissing, Shape) { Member = "rules.beforeRenewal" };
    }

    private static Problem? ReadCap(ref Utf8JsonReader reader, ref AutoRenewalBody body)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            return null;
        }

        var problem = ReadAmount(ref reader, "monthlyCap", ref body, out var cap);
        body = body with { MonthlyCap = cap };
        return problem;
    }

    private static Problem? ReadAmount(ref Utf8JsonReader reader, string member, ref AutoRenewalBody body, out Money amount)
    {
        if (AmountReader.Read(ref reader, out amount, out var currency) is { } wrong)
        {
            return wrong with { Member = wrong.Member?.Replace("amount", member, StringComparison.Ordinal) };
        }

        if (body.Currency is not null && body.Currency != currency)
        {
            return Invalid(member, "All amounts are in the line's one currency.");
        }

        body = body with { Currency = currency };
        return null;
    }

    private static Problem? ReadWhole(ref Utf8JsonReader reader, string member, string shape, out int value)
    {
        value = 0;
        return reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out value) && value is >= 0 and <= 10_000 ? null : Invalid(member, shape);
    }

    /// <summary>The next member, its value being read next; false at the object's end.</summary>
    private static bool Next(ref Utf8JsonReader reader, HashSet<string> seen, string path, out string member, out Problem? problem)
    {
        member = "";
        problem = null;
        if (!reader.Read() || reader.TokenType != JsonTokenType.PropertyName)
        {
            return false;
        }

        member = reader.GetString()!;
        if (!seen.Add(member))
        {
            problem = new Problem(ProblemKinds.DuplicateMember, "Which of the two is meant is not to be guessed. Send it once.") { Member = path + Shown(member) };
        }

        reader.Read();
        return true;
    }

    private static Problem? Keep(ref AutoRenewalBody body, AutoRenewalBody read)
    {
        body = read;
        return null;
    }

    private static string? Text(ref Utf8JsonReader reader) => reader.TokenType == JsonTokenType.String ? reader.GetString() : null;

    private static Problem Unknown(string member, string known) =>
        new(ProblemKinds.UnknownMember, $"This object knows only {known}. Check the spelling; nothing was done.") { Member = Shown(member) };

    private static Problem Invalid(string member, string detail) => new(ProblemKinds.MemberInvalid, detail) { Member = member };

    private static string Shown(string name) => name.Length <= 64 ? name : name[..64];
}
